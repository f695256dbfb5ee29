/** REST endpoints of design: everything a designer does on screen can be done by a program. */
package dev.formwork.designer.api;
