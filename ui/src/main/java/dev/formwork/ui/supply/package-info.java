/**
 * What Formwork is made of: a bill of materials for those who must know, and its check against
 * lists of known vulnerabilities.
 */
package dev.formwork.ui.supply;
