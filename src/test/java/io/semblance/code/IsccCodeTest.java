package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsccCodeTest {

    private static final IsccUnit DATA_256 = IsccUnit.ofBody(UnitType.ofName("DATA_NONE_V0"), counting(0, 32));

    private static final IsccUnit INSTANCE_256 = IsccUnit.ofBody(UnitType.ofName("INSTANCE_NONE_V0"),
            counting(100, 32));

    private static final IsccUnit META_ZERO = IsccUnit.ofBody(UnitType.ofName("META_NONE_V0"), new byte[8]);

    private static byte[] counting(int first, int count) {
        byte[] bytes = new byte[count];
        IntStream.range(0, count).forEach(i -> bytes[i] = (byte) (first + i));
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
            "KECYCMZIOY36XXGZ7S6QJQ2AEEXPOVEHZYPK6GMSFLU3WF54UPZMTPY,"
                    + "AAAYCMZIOY36XXGZ EEA7ZPIEYNACCLXX GAAVJB6OD2XRTERK IAA6TOYXXSR7FSN7",
            "KADUHBUDQUT3LPWRJH6BUAG7HMBIXX6JRQRX3JH7EBIOSMXEVL5URBBUPOIOTU4HLSSQ,"
                    + "AAAUHBUDQUT3LPWR CAAUT7A2ADPTWAUL EAA57SMMEN62J7ZA GAAVB2JS4SVPWSEE IAATI64Q5HJYOXFF",
            "KACYPXW445FTYNJ3CYSXHAFJMA2HUWULUNRFE3BLHRSCXYH2M5AEGQY,"
                    + "AAAYPXW445FTYNJ3 EAARMJLTQCUWAND2 GAAVVC5DMJJGYKZ4 IAAWIK7A7JTUAQ2D",
            "KUAG2PRCRS5LNVZVJKAFAVOJXLZZM, GAAW2PRCRS5LNVZV IAAUVACQKXE3V44W",
            "K4AAAAICAMCAKBQHBAEQUCYMBUHA6ZDFMZTWQ2LKNNWG23TPOBYXE4Y,"
                    + "GABQAAICAMCAKBQHBAEQUCYMBUHA6 IABWIZLGM5UGS2TLNRWW433QOFZHG"})
    void workedCodesHaveTheirDocumentedUnits(String code, String units) {
        List<IsccUnit> expected = Stream.of(units.split(" ")).map(IsccUnit::parse).toList();
        assertThat(IsccCode.decompose("ISCC:" + code)).isEqualTo(expected);
        assertThat(IsccCode.decompose(code)).isEqualTo(expected);
        assertThat(IsccCode.compose(expected)).contains("ISCC:" + code);
    }

    @Test
    void twoLongUnitsComposeToAWideCodeWithHalfOfEach() {
        assertThat(IsccCode.compose(List.of(DATA_256, INSTANCE_256)))
                .contains("ISCC:K4AAAAICAMCAKBQHBAEQUCYMBUHA6ZDFMZTWQ2LKNNWG23TPOBYXE4Y");
    }

    @Test
    void shortDataUnitOrAMetaUnitMakesTheCodeNarrow() {
        IsccUnit data64 = IsccUnit.ofBody(DATA_256.type(), counting(0, 8));
        assertThat(IsccCode.compose(List.of(data64, INSTANCE_256))).contains("ISCC:KUAAAAICAMCAKBQHMRSWMZ3INFVGW");
        assertThat(IsccCode.compose(List.of(META_ZERO, DATA_256, INSTANCE_256)))
                .contains("ISCC:KYCAAAAAAAAAAAAAAAAQEAYEAUDAOZDFMZTWQ2LKNM");
        assertThat(IsccCode.compose(List.of(DATA_256, INSTANCE_256), false))
                .contains("ISCC:KUAAAAICAMCAKBQHMRSWMZ3INFVGW");
    }

    @Test
    void concatenatedUnitsAndASingleUnitAreValid() {
        List<IsccUnit> units = List.of(INSTANCE_256, META_ZERO, META_ZERO,
                IsccUnit.parse("GACQCAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        assertThat(IsccCode.decompose(concatenated(units))).isEqualTo(units);
        assertThat(IsccCode.decompose(META_ZERO.text())).containsExactly(META_ZERO);
    }

    @Test
    void unitsBeforeAnIsccCodeAreValid() {
        byte[] unit = META_ZERO.digest();
        byte[] code = Base32.decode("KUAG2PRCRS5LNVZVJKAFAVOJXLZZM", 0);
        byte[] both = new byte[unit.length + code.length];
        System.arraycopy(unit, 0, both, 0, unit.length);
        System.arraycopy(code, 0, both, unit.length, code.length);
        assertThat(IsccCode.decompose(Base32.text(both))).containsExactly(META_ZERO, IsccUnit.parse("GAAW2PRCRS5LNVZV"),
                IsccUnit.parse("IAAUVACQKXE3V44W"));
    }

    @Test
    void moreUnitsThanAnAssetHasAreRefused() {
        List<IsccUnit> units = Collections.nCopies(IsccCode.MAX_UNITS, META_ZERO);
        assertThat(IsccCode.decompose(concatenated(units))).isEqualTo(units);
        List<IsccUnit> more = Collections.nCopies(IsccCode.MAX_UNITS + 1, META_ZERO);
        assertThatThrownBy(() -> IsccCode.decompose(concatenated(more))).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("The code holds more than 64 units. ");
        assertThatThrownBy(() -> IsccCode.decompose("A".repeat(10_000_000))).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("The code holds more than 64 units. ");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            ""                             | Input too short - minimum 4 bits required
            ISCC:KADUHBUDQUT3LPWR          | The header of the ISCC-CODE says 40 bytes of units, but there are 8
            KUAG2PRCRS5LNVZVJKAFAVOJXLZQ   | The header of the ISCC-CODE says 16 bytes of units, but there are 15
            KUAG2PRCRS5LNVZVJKAFAVOJXLZZMAA | The header of the ISCC-CODE says 16 bytes of units, but there are 17
            K4AAAAICAMCAKBQHBAEQUCYM       | The header of the ISCC-CODE says 32 bytes of units, but there are 13
            K4AQAAICAMCAKBQHBAEQUCYMBUHA6ZDFMZTWQ2LKNNWG23TPOBYXE4Y | An ISCC-CODE of SubType 7 cannot have the length field 1
            KAEAAAAAAAAAAAAA               | An ISCC-CODE of SubType 0 cannot have the length field 8
            KAIG2PRCRS5LNVZVJKAFAVOJXLZZM  | Version 1 of an ISCC-CODE is not supported
            LAAAAAAAAAAAAAAA               | 8 is not a valid ST_ISCC
            KUAW2PRCRS5LNVZVJKAFAVOJXLZZNCAIBAEAQCAIBA | 5 is not a valid ST_CC
            MAIGIIFJRDGEQQAA               | An ISCC-ID has no units
            AAAYCMZIOY36XXG                | The header says 8 bytes of body, but there are 7
            AAAYCMZIOY36XXGZAA             | Input too short - minimum 4 bits required
            QAAQAAAAAAAAAAAA               | 8 is not a valid MT
            EAIQAAAAAAAAAAAA               | Version 1 of CONTENT is not supported
            EAEAAAAAAAAAAAAA               | The header says 288 bits
            KUAG2PRCRS5LNVZVJKAFAVOJXLZZ   | The header of the ISCC-CODE says 16 bytes of units, but there are 15
            KUAG2PRC-RS5LNVZVJKAFAVOJXLZZM | Non-base32 digit found
            """)
    void everythingElseIsRefusedWithTheReason(String text, String message) {
        assertThatThrownBy(() -> IsccCode.decompose(text)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith(message + ". ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GAAW2PRCRS5LNVZV", "GAAW2PRCRS5LNVZV GAAW2PRCRS5LNVZV",
            "AAAYCMZIOY36XXGZ IAAUVACQKXE3V44W", "GAAW2PRCRS5LNVZV IAAUVACQKXE3V44W IAAUVACQKXE3V44W",
            "GAAW2PRCRS5LNVZV GAAW2PRCRS5LNVZV IAAUVACQKXE3V44W",
            "AAAYCMZIOY36XXGZ AAAYCMZIOY36XXGZ GAAW2PRCRS5LNVZV IAAUVACQKXE3V44W",
            "CAAUT7A2ADPTWAUL EEA7ZPIEYNACCLXX GAAW2PRCRS5LNVZV IAAUVACQKXE3V44W",
            "EAA57SMMEN62J7ZA EEA7ZPIEYNACCLXX GAAW2PRCRS5LNVZV IAAUVACQKXE3V44W",
            "GAAW2PRCRS5LNVZV IAAUVACQKXE3V44W OAAUVACQKXE3V44W", "GAAAAAAAAA IAAUVACQKXE3V44W"})
    void unitsThatMakeNoCodeComposeToNothing(String units) {
        List<IsccUnit> given = Stream.of(units.split(" ")).filter(unit -> !unit.isEmpty()).map(IsccUnit::parse)
                .toList();
        assertThat(IsccCode.compose(given)).isEmpty();
    }

    private static String concatenated(List<IsccUnit> units) {
        List<Byte> all = new ArrayList<>();
        units.forEach(unit -> {
            for (byte b : unit.digest()) {
                all.add(b);
            }
        });
        byte[] bytes = new byte[all.size()];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = all.get(i));
        return Base32.text(bytes);
    }
}
