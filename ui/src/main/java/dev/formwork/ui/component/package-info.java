/** Small components without a subject of their own: icons by name, QR codes. */
package dev.formwork.ui.component;
