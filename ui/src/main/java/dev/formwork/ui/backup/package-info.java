/** Backups of the installation: when they are made, which there are. */
package dev.formwork.ui.backup;
