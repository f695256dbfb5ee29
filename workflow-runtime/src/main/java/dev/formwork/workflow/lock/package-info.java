/**
 * What people may not change while a flow runs: records in approval, and the stages that flows set.
 */
package dev.formwork.workflow.lock;
