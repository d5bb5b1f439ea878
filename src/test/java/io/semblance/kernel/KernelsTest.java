package io.semblance.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class KernelsTest {

    @Test
    void thePropertyForcesAKernel() {
        assertThat(Kernels.choose("scalar").kernel()).isInstanceOf(ScalarKernel.class);
        assertThat(Kernels.choose("panama").kernel()).isInstanceOf(PanamaKernel.class);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Kernels.choose("simd"))
                .withMessageContaining("semblance.kernel must be scalar or panama");
    }

    @Test
    void theDescriptionNamesTheActiveKernelAndTheReason() {
        assertThat(Kernels.describe()).startsWith(Kernels.active().name() + " (").endsWith(")");
    }
}
