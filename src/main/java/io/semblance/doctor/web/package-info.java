/**
 * What the doctor says over HTTP: the checks at {@code /actuator/doctor} and the estimate at {@code /api/v1/estimate}, both
 * with the secret. May use {@code doctor}, {@code config}, {@code lifecycle}, {@code snapshot}, {@code telemetry} and
 * {@code problem}; nobody enters but requests.
 */
@NullMarked
package io.semblance.doctor.web;

import org.jspecify.annotations.NullMarked;
