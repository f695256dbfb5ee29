/** Running flows for people and programs: started, looked at, intervened in. */
package dev.formwork.workflow.instance;
