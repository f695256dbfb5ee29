package dev.formwork.core.xlsx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Workbooks as spreadsheets save them. */
final class XlsxSheetTest {

  private static byte[] zip(Map<String, String> parts) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] workbook(String rows) throws IOException {
    var main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    var parts = new LinkedHashMap<String, String>();
    parts.put(
        "xl/workbook.xml",
        """
        <workbook xmlns="%s" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
          <workbookPr/><sheets><sheet name="Deals" sheetId="1" r:id="rId3"/><sheet name="Other" sheetId="2" r:id="rId4"/></sheets>
        </workbook>"""
            .formatted(main));
    parts.put(
        "xl/_rels/workbook.xml.rels",
        """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
          <Relationship Id="rId4" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Target="worksheets/sheet1.xml"/>
        </Relationships>""");
    parts.put(
        "xl/styles.xml",
        """
        <styleSheet xmlns="%s"><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.0&quot;d&quot;"/></numFmts>
          <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
          <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="22"/><xf numFmtId="165"/></cellXfs></styleSheet>"""
            .formatted(main));
    parts.put(
        "xl/sharedStrings.xml",
        """
        <sst xmlns="%s"><si><t>Name</t></si><si><r><t>Two </t></r><r><t>parts</t></r><rPh><t>spoken</t></rPh></si></sst>"""
            .formatted(main));
    parts.put(
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>".formatted(main, rows));
    return zip(parts);
  }

  private static List<String> cells(String cells) throws IOException {
    return XlsxSheet.read(workbook("<row r=\"1\">" + cells + "</row>"), 10, 100).getFirst().cells();
  }

  @Test
  void cells_are_read_as_they_are_shown() throws Exception {
    assertThat(
            cells(
                """
                <c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>here</t></is></c>
                <c r="E1"><v>0.30000000000000004</v></c><c r="F1" s="1"><v>45296</v></c><c r="G1" s="2"><v>0.125</v></c>
                <c r="H1" s="3"><v>45296.5</v></c><c r="I1" t="b"><v>1</v></c><c r="J1"><v>1.5E+3</v></c><c r="K1" s="4"><v>7</v></c>
                <c r="L1" s="1"><v>1</v></c><c r="M1" s="1"/>"""))
        .containsExactly(
            "Name",
            "Two parts",
            "",
            "here",
            "0.3",
            "2024-01-05",
            "12.5%",
            "2024-01-05 12:00:00",
            "true",
            "1500",
            "7",
            "1900-01-01");
  }

  @Test
  void rows_keep_their_numbers() throws Exception {
    var lines =
        XlsxSheet.read(
            workbook("<row r=\"1\"><c><v>1</v></c></row><row r=\"5\"><c><v>2</v></c></row>"),
            10,
            100);
    assertThat(lines).extracting(XlsxSheet.Line::number).containsExactly(1, 5);
  }

  @Test
  void large_workbooks_are_read_whole() throws Exception {
    var cell = "<c t=\"inlineStr\"><is><t>x &amp; y &lt; z</t></is></c>";
    var rows = ("<row>" + cell.repeat(10) + "</row>").repeat(5_000);
    var lines = XlsxSheet.read(workbook(rows), 10_000, 100);
    assertThat(lines).hasSize(5_000);
    assertThat(lines.getLast().cells()).hasSize(10).containsOnly("x & y < z");
  }

  @Test
  void what_is_no_workbook_is_refused() {
    assertThatThrownBy(() -> XlsxSheet.read(zip(Map.of("a.txt", "b")), 10, 100))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                XlsxSheet.read(workbook("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>"), 10, 100))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> XlsxSheet.read(workbook("<row r=\"1\"><c t=\"s\"><v>9</v></c></row>"), 10, 100))
        .isInstanceOf(IOException.class);
  }

  @Test
  void characters_that_xml_does_not_have_are_read_as_they_were_meant() throws Exception {
    assertThat(cells("<c t=\"inlineStr\"><is><t>a_x000D_b _x005F_x000D_ _x000g_ _x</t></is></c>"))
        .containsExactly("a\rb _x000D_ _x000g_ _x");
  }

  @Test
  void numbers_beyond_the_calendar_are_no_days_and_beyond_all_numbers_none() throws Exception {
    assertThat(cells("<c s=\"1\"><v>-1</v></c><c s=\"1\"><v>99999999</v></c>"))
        .containsExactly("-1", "99999999");
    assertThatThrownBy(() -> cells("<c><v>1E999999999</v></c>")).isInstanceOf(IOException.class);
  }

  /** A row that is formatted up to the last column holds no more than others. */
  @Test
  void what_is_empty_takes_no_room() throws Exception {
    assertThat(cells("<c r=\"A1\"><v>1</v></c><c r=\"XFD1\" s=\"1\"/>")).containsExactly("1");
    assertThat(cells("<c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>2</v></c>")).hasSize(100);
  }

  @Test
  void what_unpacks_to_more_than_a_workbook_needs_is_refused() throws Exception {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
      var nothing = new byte[1024 * 1024];
      java.util.Arrays.fill(nothing, (byte) ' ');
      for (int i = 0; i < 700; i++) {
        zip.write(nothing);
      }
      zip.closeEntry();
    }
    assertThatThrownBy(() -> XlsxSheet.read(out.toByteArray(), 10, 100))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("too much");
  }
}
