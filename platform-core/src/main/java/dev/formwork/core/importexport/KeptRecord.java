package dev.formwork.core.importexport;

import dev.formwork.core.naming.RecordId;

/**
 * A record that an import made or changed and that its undoing left as it is.
 *
 * @param title empty: whoever undid the import may not read it
 * @param code why, as REST clients know it
 * @param message why, in the language of whoever undid the import
 */
public record KeptRecord(RecordId id, String title, String code, String message) {}
