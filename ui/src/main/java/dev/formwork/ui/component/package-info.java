/** Small components without a subject of their own: the brand, icons by name, QR codes. */
package dev.formwork.ui.component;
