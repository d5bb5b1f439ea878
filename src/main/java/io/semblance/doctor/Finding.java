package io.semblance.doctor;

/**
 * What a check found.
 *
 * @param check which one
 * @param severity how much it matters
 * @param found what is there, with its figures; never a secret
 * @param remedy what to do, as a sentence; empty where nothing is to be done
 */
public record Finding(CheckName check, Severity severity, String found, String remedy) {

    /** Refuses a complaint without advice. */
    public Finding {
        if (severity.compareTo(Severity.WARNING) >= 0 && remedy.isBlank()) {
            throw new IllegalArgumentException(check.id() + " complains and does not say what to do");
        }
    }

    static Finding fine(CheckName check, String found) {
        return new Finding(check, Severity.FINE, found, "");
    }

    /** Something to know. */
    public static Finding information(CheckName check, String found, String remedy) {
        return new Finding(check, Severity.INFORMATION, found, remedy);
    }

    /** Something that will hurt one day. */
    public static Finding warning(CheckName check, String found, String remedy) {
        return new Finding(check, Severity.WARNING, found, remedy);
    }

    static Finding error(CheckName check, String found, String remedy) {
        return new Finding(check, Severity.ERROR, found, remedy);
    }

    /** Of a command beside a service: its own virtual machine is not the one that counts. */
    static Finding ofTheService(CheckName check) {
        return information(check, "this Java is that of the command, not that of the service that holds the directory",
                "Ask the service: GET /actuator/doctor.");
    }
}
