package dev.formwork.ui.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on the server that all share: a test, or its class before all of its tests, takes a {@link
 * World} as a parameter and has a workspace to itself. Each test can run alone, and in any order.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WorldResolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@interface InWorld {}
