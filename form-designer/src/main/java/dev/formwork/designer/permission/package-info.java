/** Permission sets and access to apps: edited, versioned, and explained for one member. */
package dev.formwork.designer.permission;
