/**
 * The image and {@code compose.yaml}, built and run for real. {@link io.semblance.container.ContainerEngine} is Docker
 * where one runs, else Podman with a storage of its own and base images made from Debian packages
 * ({@code src/test/container/base-images.sh}); without either, each test is skipped with one line. May use
 * {@code external}; other tests may run the image through {@link io.semblance.container.SemblanceImage} and
 * {@link io.semblance.container.ComposeProject}.
 */
@NullMarked
package io.semblance.container;

import org.jspecify.annotations.NullMarked;
