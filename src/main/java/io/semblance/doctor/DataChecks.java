package io.semblance.doctor;

import io.semblance.record.DataDirectoryException;
import io.semblance.record.DirectoryInspection;
import io.semblance.record.Mount;
import io.semblance.record.Quarantine;
import io.semblance.record.QuarantineEntry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The data directory itself: can it be used, is it kept, who holds it. */
final class DataChecks {

    private static final String IN_MEMORY = "data is in memory only and gone when the process ends";

    private DataChecks() {
    }

    static Finding usable(Deployment on) throws IOException {
        CheckName check = CheckName.DATA_DIRECTORY;
        DirectoryLook look = on.look();
        if (look == null) {
            return Finding.warning(check, IN_MEMORY, "Set semblance.index-uri to a directory, such as"
                    + " usearch:///var/lib/semblance.");
        }
        DirectoryInspection seen;
        try {
            seen = look.seen();
        } catch (DataDirectoryException refused) {
            return Finding.error(check, refused.problem(), refused.action());
        }
        if (!Files.isWritable(seen.existing())) {
            return Finding.error(check, seen.existing() + " cannot be written by this user",
                    "Give the user that runs Semblance write access, or name another directory.");
        }
        return seen.present()
                ? Finding.fine(check, look.directory() + " holds " + counted(seen.indexes(), "index", "indexes") + ", "
                        + Sizes.text(seen.bytes()))
                : Finding.information(check, look.directory() + " does not exist yet", "The first start creates it.");
    }

    static Finding mount(Deployment on) throws IOException {
        CheckName check = CheckName.MOUNT;
        Path directory = on.directory();
        if (directory == null) {
            return Finding.information(check, IN_MEMORY, "");
        }
        Path existing = DirectoryInspection.nearest(directory);
        Optional<Mount> mount = Mount.of(existing);
        if (mount.isEmpty()) {
            return Finding.information(check, "this system does not tell what is mounted",
                    "Make sure that " + directory + " is on a disk that stays.");
        }
        Mount.Lifetime lifetime = mount.get().lifetime();
        String found = existing + " is " + lifetime.description() + " (" + mount.get().type() + " at "
                + mount.get().point() + ")";
        return lifetime == Mount.Lifetime.LASTING
                ? Finding.fine(check, found)
                : Finding.error(check, found, lifetime.remedy());
    }

    static Finding lock(Deployment on) throws IOException {
        CheckName check = CheckName.LOCK;
        DirectoryLook look = on.look();
        if (look == null) {
            return Finding.fine(check, "nothing is to be locked in memory");
        }
        String holder;
        try {
            holder = look.seen().holder();
        } catch (DataDirectoryException refused) {
            return Finding.information(check, "not looked at, since the directory cannot be used", "");
        }
        if (on.serving()) {
            return holder == null
                    ? Finding.error(check, "this process serves " + look.directory() + " and does not hold it",
                            "Stop it, and start one process alone on this directory.")
                    : Finding.fine(check, "this process holds it");
        }
        return holder == null
                ? Finding.fine(check, "nobody holds it")
                : Finding.information(check, "held by " + who(holder),
                        "Nothing, while that is the service; a second one would refuse to start.");
    }

    static Finding quarantine(Deployment on) {
        CheckName check = CheckName.QUARANTINE;
        Path directory = on.directory();
        List<QuarantineEntry> entries = directory == null ? List.of() : Quarantine.entries(directory);
        return entries.isEmpty()
                ? Finding.fine(check, "nothing was found damaged and set aside")
                : Finding.warning(check, counted(entries.size(), "entry", "entries") + ", the newest: "
                        + entries.getLast().what() + ": " + entries.getLast().why(),
                        "Follow docs/runbooks/quarantine.md, and delete the entries once that is understood.");
    }

    private static String who(String holder) {
        String[] words = holder.split(" ", -1);
        return words.length < 4
                ? "another process"
                : "pid " + words[0] + " on host " + words[1] + " since " + words[2]
                        + (words[3].equals("-") ? "" : ", serving at " + words[3]);
    }

    private static String counted(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
