/** What the compiler makes of definitions, printed for people: {@code ./formwork explain}. */
package dev.formwork.designer.explain;
