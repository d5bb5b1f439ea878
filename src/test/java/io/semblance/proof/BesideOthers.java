package io.semblance.proof;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The tests of this class run while others do, in a second lane: one after the other among themselves, beside those that
 * have no such mark. It is for what takes long, waits much and shares nothing with others: no port that it did not ask the
 * system for, no setting of the JVM, no count of what this process holds. What asserts how long something takes is marked
 * {@link org.junit.jupiter.api.parallel.Isolated} instead, and comes last, alone.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second lane")
public @interface BesideOthers {
}
