/** Reading the sheets of workbooks (Office Open XML, ECMA-376) as lines of texts. */
package dev.formwork.core.xlsx;
