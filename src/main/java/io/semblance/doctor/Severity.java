package io.semblance.doctor;

/** How much a finding matters, least first. */
public enum Severity {
    /** As it should be. */
    FINE,
    /** Nothing is wrong; the operator should know it. */
    INFORMATION,
    /** It works today and will hurt one day. */
    WARNING,
    /** Data, service or access is at risk now. */
    ERROR
}
