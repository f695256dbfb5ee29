package dev.formwork.core.expression;

/**
 * What a function does, in a sentence for people who use it.
 *
 * @param chineseName what it is called beside its name
 * @param example an expression that anybody can try
 * @param result what the example gives, as text; it is also a test
 */
public record FunctionHelp(
    String chineseName, String english, String chinese, String example, String result) {}
