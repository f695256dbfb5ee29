/** Says who may do what in an app, and explains why someone may. */
package dev.formwork.designer.permission;
