package io.semblance.asset.web.description;

import static io.semblance.asset.web.description.Described.JSON;
import static io.semblance.asset.web.description.Shape.list;
import static io.semblance.asset.web.description.Shape.ref;
import static io.semblance.asset.web.description.Shape.text;
import static io.semblance.problem.ProblemType.INDEX_EXISTS;
import static io.semblance.problem.ProblemType.INDEX_FAILED;
import static io.semblance.problem.ProblemType.INDEX_NOT_FOUND;
import static io.semblance.problem.ProblemType.INDEX_QUARANTINED;
import static io.semblance.problem.ProblemType.INVALID_REQUEST;
import static io.semblance.problem.ProblemType.NOT_SUPPORTED;
import static io.semblance.problem.ProblemType.SNAPSHOT_DAMAGED;
import static io.semblance.problem.ProblemType.SNAPSHOT_FAILED;
import static io.semblance.problem.ProblemType.SNAPSHOT_NOT_FOUND;
import static io.semblance.problem.ProblemType.STORAGE_FULL;
import static io.semblance.problem.ProblemType.TOO_MANY_INDEXES;
import static io.semblance.problem.ProblemType.UNSUPPORTED_MEDIA_TYPE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.semblance.asset.json.TextRule;
import io.swagger.v3.oas.models.media.Schema;

/** Describes the routes below {@code /snapshots}, and the one that renames an index. */
final class SnapshotRoutes {

    private static final String SNAPSHOTS = "Snapshots";
    private static final String ID = "20261126t012345678z";

    private final Function<String, Described> operations;

    /** @param operations finds an operation by its id */
    SnapshotRoutes(Function<String, Described> operations) {
        this.operations = operations;
    }

    static void schemas(Map<String, Schema<?>> all) {
        Map<String, Schema<?>> index = new LinkedHashMap<>();
        index.put("name", text(TextRule.INDEX_NAME, "Name of the index."));
        index.put("assets", Shape.count("Assets in the copy."));
        index.put("units", Shape.count("Units of all assets."));
        index.put("simprints", Shape.count("Simprints of all assets."));
        index.put("sequence", Shape.count("Number of the last commit that is in the copy."));
        index.put("committed", text("Time of that commit."));
        index.put("bytes", Shape.count("Bytes of its file."));
        all.put("SnapshotIndex", Shape.object(List.copyOf(index.keySet()), index, "An index in a snapshot."));
        Map<String, Schema<?>> snapshot = new LinkedHashMap<>();
        snapshot.put("id", text("Name of the snapshot and of its directory."));
        snapshot.put("created", Shape.textOrNull("When its making began; null if its manifest cannot be read."));
        snapshot.put("version", Shape.textOrNull("Version of Semblance that made it."));
        snapshot.put("backend", Shape.textOrNull("Scheme of the backend that laid out the records."));
        snapshot.put("bytes", Shape.count("Bytes of all files."));
        snapshot.put("complete",
                Shape.truth("Whether it was made of all indexes that there were, and so counts for the age."));
        snapshot.put("indexes", list(ref("SnapshotIndex"), "What is in it."));
        snapshot.put("verified", Shape.textOrNull("When it was read back the last time; null if never."));
        snapshot.put("sound", Shape
                .truth("What that found, as far as all its files are still there; null if it was never read back."));
        snapshot.put("faults", list(text("A clause that names the file."), "What is wrong with it."));
        all.put("Snapshot", Shape.object(List.of("id", "indexes", "faults"), snapshot, "A snapshot."));
        Map<String, Schema<?>> drill = drill();
        drill.put("ended", text("When it was reported."));
        drill.put("succeeded", Shape.truth("Whether all came back as it was."));
        Schema<?> last = Shape.orNull(Shape.object(List.copyOf(drill.keySet()), drill, "The last one."));
        Map<String, Schema<?>> drills = new LinkedHashMap<>();
        drills.put("last", last);
        drills.put("last_succeeded", Shape.textOrNull("When one succeeded the last time; null if none did."));
        all.put("RestoreDrills", Shape.object(List.copyOf(drills.keySet()), drills, "What is known of them."));
    }

    private static Map<String, Schema<?>> drill() {
        Map<String, Schema<?>> drill = new LinkedHashMap<>();
        drill.put("snapshot", text("Id of the snapshot; empty if it came to none."));
        drill.put("seconds", Shape.seconds("How long it took."));
        drill.put("indexes", Shape.count("How many came back."));
        drill.put("assets", Shape.count("How many, in all of them."));
        drill.put("faults", list(text("A clause."), "What went wrong; empty after a success."));
        return drill;
    }

    private void describeArchives() {
        ofSnapshot("downloadSnapshot").says("Download a snapshot",
                "As one ZIP file, which bin/semblance verify and restore read. Only one that was read back as sound, and at "
                        + "most two at a time.")
                .answers(200, "application/zip", Shape.bytes("The archive."), "The archive, as it is read.")
                .fails(SNAPSHOT_DAMAGED).done();
        operation("getDrills").says("Show restore drills", "What was reported last, and when one succeeded.")
                .answers(200, JSON, ref("RestoreDrills"), "What is known.").fails(NOT_SUPPORTED, SNAPSHOT_FAILED)
                .done();
        operation("reportDrill").says("Report a restore drill",
                "Done by bin/semblance drill, so that metrics and alerts know of it.")
                .takes(JSON, Shape.object(List.of("seconds", "faults"), drill(), "No other member is taken."),
                        "What it found.")
                .answers(201, JSON, ref("RestoreDrills"), "It is kept.")
                .fails(NOT_SUPPORTED, INVALID_REQUEST, SNAPSHOT_FAILED, UNSUPPORTED_MEDIA_TYPE).done();
    }

    void describe() {
        describeArchives();
        operation("listSnapshots").says("List all snapshots", "Oldest first.")
                .answers(200, JSON, list(ref("Snapshot"), "All snapshots."), "All snapshots.")
                .fails(NOT_SUPPORTED, SNAPSHOT_FAILED).done();
        operation("createSnapshot").says("Make a snapshot",
                "Of all indexes, or of those that are named, while writing goes on. It is read back before the answer "
                        + "comes, and snapshots that nothing keeps any longer are deleted.")
                .takes(JSON,
                        member("indexes", list(text(TextRule.INDEX_NAME, "Name of an index."), "Which; all without.")),
                        "May be left out.")
                .orNothing()
                .answers(201, JSON, ref("Snapshot"), "It was made; sound tells what reading it back found.")
                .fails(NOT_SUPPORTED, INDEX_NOT_FOUND, INDEX_FAILED, INDEX_QUARANTINED, INVALID_REQUEST,
                        SNAPSHOT_FAILED, STORAGE_FULL)
                .done();
        ofSnapshot("getSnapshot")
                .says("Show a snapshot", "What it holds, and what reading it back found the last time.")
                .answers(200, JSON, ref("Snapshot"), "The snapshot.").done();
        ofSnapshot("verifySnapshot").says("Verify a snapshot",
                "Reads it back from where it lies: hashes, counts, every record, witness answers.")
                .answers(200, JSON, ref("Snapshot"), "It was read; sound and faults tell what was found.").done();
        ofSnapshot("deleteSnapshot").says("Delete a snapshot", "There is no way back.")
                .answersNothing(204, "It is gone.").done();
        ofSnapshot("restoreIndex").says("Restore an index",
                "As a new index, under another name if there is one of that name: never over data.")
                .takes(JSON, restore(), "Which index, and how to call it here.")
                .answers(201, JSON, pair("index", "Its name here.", "snapshot", "The snapshot."), "It is there.")
                .fails(INVALID_REQUEST, INDEX_EXISTS, TOO_MANY_INDEXES, SNAPSHOT_DAMAGED, STORAGE_FULL,
                        UNSUPPORTED_MEDIA_TYPE)
                .done();
        operation("renameIndex").says("Rename an index", "In one step; requests to it are put off meanwhile.")
                .path("name", text(TextRule.INDEX_NAME, "Name of the index."), "demo")
                .takes(JSON, member("name", text(TextRule.INDEX_NAME, "The new name.")), "The new name.")
                .answers(200, JSON, pair("name", "The new name.", "was", "The old one."), "It is renamed.")
                .fails(NOT_SUPPORTED, INDEX_NOT_FOUND, INDEX_QUARANTINED, INDEX_EXISTS, INVALID_REQUEST,
                        UNSUPPORTED_MEDIA_TYPE)
                .done();
    }

    private Described operation(String id) {
        return operations.apply(id).tag(SNAPSHOTS);
    }

    private Described ofSnapshot(String id) {
        return operation(id).path("id", text("Name of the snapshot."), ID).fails(NOT_SUPPORTED, SNAPSHOT_NOT_FOUND,
                SNAPSHOT_FAILED);
    }

    private static Schema<?> member(String name, Schema<?> schema) {
        return Shape.object(List.of(), Map.of(name, schema), "No other member is taken.");
    }

    private static Schema<?> restore() {
        Map<String, Schema<?>> members = new LinkedHashMap<>();
        members.put("index", text(TextRule.INDEX_NAME, "Its name in the snapshot."));
        members.put("as", Shape.textOrNull(TextRule.INDEX_NAME, "Its name here; without it the same."));
        return Shape.object(List.of("index"), members, "No other member is taken.");
    }

    private static Schema<?> pair(String one, String saysOne, String other, String saysOther) {
        Map<String, Schema<?>> members = new LinkedHashMap<>();
        members.put(one, text(saysOne));
        members.put(other, text(saysOther));
        return Shape.object(List.of(one, other), members, "What was done.");
    }
}
