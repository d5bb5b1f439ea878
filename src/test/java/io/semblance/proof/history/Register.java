package io.semblance.proof.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Metadata;
import io.semblance.asset.Query;
import io.semblance.asset.WriteStatus;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.UnitType;

import org.jspecify.annotations.Nullable;

/**
 * One to four assets of an index that are written and deleted in one batch and have one version at any time: it stands in
 * their metadata and in one of their units. Whoever sees two versions at once has seen a torn batch.
 *
 * @param index where they are
 * @param number tells its ids and codes from those of others
 */
record Register(AssetIndex index, int number) {

    private static final UnitType SHARED = new UnitType(MainType.CONTENT, 0, 0);
    private static final UnitType OF_VERSION = new UnitType(MainType.DATA, 0, 0);
    private static final int MOST_MEMBERS = 4;

    /** What was seen cannot be a state of this register. */
    static final class TornException extends Exception {

        private static final long serialVersionUID = 1L;

        TornException(String message) {
            super(message);
        }
    }

    int members() {
        return 1 + number % MOST_MEMBERS;
    }

    private IsccId id(int member) {
        return new IsccId(0, ((long) number * MOST_MEMBERS + member + 1) << 12);
    }

    private List<IsccId> ids() {
        List<IsccId> ids = new ArrayList<>();
        for (int member = 0; member < members(); member++) {
            ids.add(id(member));
        }
        return ids;
    }

    private IsccUnit shared() {
        return new IsccUnit(SHARED, 64, mix(number), 0, 0, 0);
    }

    private static IsccUnit ofVersion(long version) {
        return new IsccUnit(OF_VERSION, 64, mix(version), 0, 0, 0);
    }

    private static long mix(long value) {
        long mixed = (value + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }

    /** Writes all members; whether they were there. */
    boolean write(long version) throws TornException {
        List<IsccUnit> units = List.of(shared(), ofVersion(version));
        List<String> texts = units.stream().map(IsccUnit::text).toList();
        Metadata metadata = new Metadata("{\"v\":" + version + "}", null, null);
        List<Asset> batch = ids().stream().map(id -> new Asset(id, null, texts, units, null, metadata)).toList();
        return allEqual(index.put(batch).statuses()) == WriteStatus.UPDATED;
    }

    /** Deletes all members; whether they were there. */
    boolean delete() throws TornException {
        return allEqual(index.delete(ids()).statuses()) == WriteStatus.DELETED;
    }

    private WriteStatus allEqual(List<WriteStatus> statuses) throws TornException {
        if (statuses.stream().distinct().count() != 1) {
            throw new TornException("register " + number + " was written in part: " + statuses);
        }
        return statuses.getFirst();
    }

    /** The version as one member, a page or a search shows it. */
    long read(RandomGenerator random) throws TornException {
        return switch (random.nextInt(3)) {
            case 0 -> find(random.nextInt(members()));
            case 1 -> page();
            default -> search();
        };
    }

    private long find(int member) throws TornException {
        Asset asset = index.find(id(member), false);
        return asset == null ? Operation.ABSENT : version(asset);
    }

    private long version(Asset asset) throws TornException {
        long version = version(asset.metadata());
        if (!asset.units().isEmpty() && !asset.units().contains(ofVersion(version))) {
            throw new TornException("asset " + asset + " has the metadata of one version and the units of another");
        }
        return version;
    }

    private static long version(@Nullable Metadata metadata) {
        String json = Objects.requireNonNull(metadata).json();
        return Long.parseLong(json.substring("{\"v\":".length(), json.length() - 1));
    }

    private long page() throws TornException {
        List<Long> seen = new ArrayList<>();
        IsccId before = new IsccId(0, id(0).body() - 1);
        for (Asset asset : index.page(before, members(), false)) {
            if (ids().contains(asset.id())) {
                seen.add(version(asset));
            }
        }
        return one("a page", seen);
    }

    private long search() throws TornException {
        List<Long> seen = new ArrayList<>();
        Query query = new Query(List.of(shared()), Map.of(), null, true);
        for (GlobalMatch match : index.search(query, 1_000).globalMatches()) {
            if (ids().contains(match.id())) {
                seen.add(version(match.metadata()));
            }
        }
        return one("a search", seen);
    }

    private long one(String what, List<Long> seen) throws TornException {
        if (seen.isEmpty()) {
            return Operation.ABSENT;
        }
        if (seen.size() != members() || seen.stream().distinct().count() != 1) {
            throw new TornException(what + " saw register " + number + " of " + members() + " assets as " + seen);
        }
        return seen.getFirst();
    }
}
