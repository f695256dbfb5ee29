/**
 * Handing over a member's records, departments and reports to another member, as when one leaves.
 */
package dev.formwork.core.handover;
