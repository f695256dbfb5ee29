/** Public links as members make them: listed, made, shown as address and QR code, closed. */
package dev.formwork.ui.share;
