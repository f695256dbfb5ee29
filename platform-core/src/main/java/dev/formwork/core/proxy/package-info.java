/** Whom a request comes from when proxies stand before the server. */
package dev.formwork.core.proxy;
