/**
 * The one life of definitions of every kind: drafts, checks, publishing, versions, differences,
 * roll back, uses. What a kind must tell is a {@link
 * dev.formwork.designer.definition.DefinitionType}; what publishing it does beyond storing a
 * version, a {@link dev.formwork.designer.definition.PublishWork}.
 */
package dev.formwork.designer.definition;
