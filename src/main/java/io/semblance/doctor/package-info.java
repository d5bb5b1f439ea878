/**
 * The production checklist as a program: {@link io.semblance.doctor.Doctor} runs the checks of
 * {@link io.semblance.doctor.CheckName} over what a deployment is made of, and {@link io.semblance.doctor.Estimate} says what
 * a workload takes. Used by the command line and by {@code doctor.web}; may use {@code access}, {@code asset} for its limits
 * and figures,
 * {@code asset.backend}, {@code record}, {@code kernel} and {@code config}, changes nothing but a probe file that it removes,
 * and opens no record; what does, lives in {@code doctor.data}.
 */
@NullMarked
package io.semblance.doctor;

import org.jspecify.annotations.NullMarked;
