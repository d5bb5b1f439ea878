/** The real service as a process of its own: started from the jar, driven over HTTP, stopped and killed. */
@NullMarked
package io.semblance.process;

import org.jspecify.annotations.NullMarked;
