/**
 * The doctor of data: {@link io.semblance.doctor.data.DataDoctor} looks at a data directory that is not served, and
 * {@link io.semblance.doctor.data.ServedData} at the records of a running service. Used by the command line and by
 * {@code doctor.web}; may use {@code doctor}, {@code asset.backend} and {@code record}.
 */
@NullMarked
package io.semblance.doctor.data;

import org.jspecify.annotations.NullMarked;
