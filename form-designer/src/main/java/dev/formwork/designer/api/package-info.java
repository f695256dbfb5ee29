/** The REST endpoints of design: everything the designer does can be done by a script. */
package dev.formwork.designer.api;
