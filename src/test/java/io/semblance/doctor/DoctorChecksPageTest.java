package io.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

/** The page to which findings link has a section for each check, in their order, and no other. */
class DoctorChecksPageTest {

    @Test
    void everyCheckHasItsSectionAndEverySectionItsCheck() throws IOException {
        List<String> sections = Files.readAllLines(Path.of("docs/reference/doctor-checks.md")).stream()
                .filter(line -> line.startsWith("## ")).map(line -> line.substring(3)).toList();
        assertThat(sections).isEqualTo(Arrays.stream(CheckName.values()).map(CheckName::id).toList());
        assertThat(CheckName.DATA_DIRECTORY.link()).isEqualTo("docs/reference/doctor-checks.md#data-directory");
    }
}
