package io.semblance.record;

/**
 * One line of the change log.
 *
 * @param sequence number of the commit that it was part of
 * @param timeMicros time of that commit, microseconds since the epoch
 * @param operation what happened
 * @param id to which id
 */
public record Change(long sequence, long timeMicros, ChangeOperation operation, long id) {
}
