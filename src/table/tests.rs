//! One table in every form, and tables that are out of the ordinary.

use super::{Align, Cell, Column, Form, Table, width};

/// Rows whose cells have what each form must keep apart.
fn sample() -> Table {
    let mut table = Table::new(["figure", "stated by", "pages", "named"]).titled("killed | <all>");
    let rows: [[Cell; 4]; 3] = [
        [2.into(), "officials".into(), 10_usize.into(), true.into()],
        [
            10.into(),
            "=cmd|'x'".into(),
            None::<i64>.into(),
            false.into(),
        ],
        [Cell::Unknown, Cell::Empty, 0_usize.into(), 1.5.into()],
    ];
    for row in rows {
        table.row(row).expect("four cells");
    }
    table.note("† border guards only");
    table
}

#[test]
fn text() {
    assert_eq!(
        sample().render(Form::Text, 80),
        "\
killed | <all>
figure │ stated by │ pages │ named
───────┼───────────┼───────┼──────
     2 │ officials │    10 │ true
    10 │ =cmd|'x'  │     ? │ false
     ? │           │     0 │ 1.5

† border guards only
"
    );
}

#[test]
fn text_that_is_too_wide_is_wrapped_and_its_rows_are_ruled_off() {
    let mut table = Table::new(["figure", "stated by", "quoted"]);
    for (figure, by, quoted) in [
        (2, "officials", "two soldiers were killed in the shooting"),
        (
            1_000_000,
            "unnamed sources who spoke to two outlets",
            "seven",
        ),
    ] {
        let row: [Cell; 3] = [figure.into(), by.into(), quoted.into()];
        table.row(row).expect("three cells");
    }
    assert_eq!(
        table.render(Form::Text, 44),
        "\x20figure │ stated by        │ quoted
────────┼──────────────────┼────────────────
      2 │ officials        │ two soldiers
        │                  │ were killed in
        │                  │ the shooting
╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
1000000 │ unnamed sources  │ seven
        │ who spoke to two │
        │ outlets          │
"
    );
}

#[test]
fn text_with_too_many_columns_is_one_field_a_line() {
    let mut table = Table::new([
        "measure",
        "officials",
        "unnamed sources",
        "the group",
        "note",
    ]);
    table
        .row([
            "killed",
            "two soldiers of the border guard",
            "seven people",
            "ten",
            "a",
        ])
        .expect("five cells");
    table
        .row([
            "wounded",
            "",
            "?",
            "死者七名以上死者七名以上死者七名以上",
            "b",
        ])
        .expect("five cells");
    assert_eq!(
        table.render(Form::Text, 0),
        "\
── 1 of 2 ──
measure        killed
officials      two soldiers of the
               border guard
unnamed        seven people
sources
the group      ten
note           a
── 2 of 2 ──
measure        wounded
officials
unnamed        ?
sources
the group      死者七名以上死者七名以上
               死者七名以上
note           b
"
    );
}

#[test]
fn markdown() {
    assert_eq!(
        sample().render(Form::Markdown, 80),
        r"**killed \| &lt;all&gt;**

| figure | stated by | pages | named |
| ---: | --- | ---: | --- |
| 2 | officials | 10 | true |
| 10 | =cmd\|'x' | ? | false |
| ? |  | 0 | 1.5 |

- † border guards only
"
    );
}

#[test]
fn csv() {
    assert_eq!(
        sample().render(Form::Csv, 80),
        "\
figure,stated by,pages,named
2,officials,10,true
10,'=cmd|'x',?,false
?,,0,1.5
"
    );
    let mut table = Table::new(["+a", "b"]);
    let rows: [[Cell; 2]; 3] = [
        [(-3).into(), "-3".into()],
        ["\t=1".into(), "say \"7, or more\"".into()],
        ["＝1".into(), "a\u{1b}b\nc".into()],
    ];
    for row in rows {
        table.row(row).expect("two cells");
    }
    assert_eq!(
        table.render(Form::Csv, 80),
        "'+a,b\n-3,'-3\n'␉=1,\"say \"\"7, or more\"\"\"\n'＝1,a␛b␊c\n"
    );
}

#[test]
fn json() {
    let mut table = Table::new(["z", "a", "a"]);
    let rows: [[Cell; 3]; 2] = [
        [7.into(), Cell::Unknown, "\u{202e}".into()],
        [0.5.into(), Cell::Empty, f64::NAN.into()],
    ];
    for row in rows {
        table.row(row).expect("three cells");
    }
    assert_eq!(
        table.render(Form::Json, 80),
        r#"[
  {
    "z": 7,
    "a": null,
    "a (2)": "\u202e"
  },
  {
    "z": 0.5,
    "a": "",
    "a (2)": null
  }
]
"#
    );
}

#[test]
fn html() {
    assert_eq!(
        sample().render(Form::Html, 80),
        r#"<table>
<caption>killed | &lt;all&gt;</caption>
<thead>
<tr><th scope="col" class="number">figure</th><th scope="col">stated by</th><th scope="col" class="number">pages</th><th scope="col">named</th></tr>
</thead>
<tbody>
<tr><td class="number">2</td><td>officials</td><td class="number">10</td><td>true</td></tr>
<tr><td class="number">10</td><td>=cmd|'x'</td><td class="unknown">?</td><td>false</td></tr>
<tr><td class="unknown">?</td><td></td><td class="number">0</td><td class="number">1.5</td></tr>
</tbody>
</table>
<ul class="notes">
<li>† border guards only</li>
</ul>
"#
    );
}

#[test]
fn a_row_of_another_length_is_refused_and_changes_nothing() {
    let mut table = Table::new(["a", "b\u{1b}"]);
    table.row([1, 2]).expect("two cells");
    let refused = table.row([1]).map(|table| table.len());
    assert_eq!(
        refused.map_err(|e| e.to_string()),
        Err("the table has 2 columns (`a`, `b␛`), but row 2 has 1 cell".to_owned())
    );
    assert!(table.row([1, 2, 3]).is_err());
    assert_eq!(table.len(), 1);
}

#[test]
fn names_are_made_unlike_without_renaming_others() {
    let table = Table::new(["a", "a", "a (2)", "a", ""]);
    let names: Vec<&str> = table.columns().iter().map(Column::name).collect();
    assert_eq!(names, ["a", "a (3)", "a (2)", "a (4)", ""]);
}

#[test]
fn a_column_says_its_side_or_its_cells_do() {
    let mut table = Table::new([
        Column::new("numbers"),
        Column::new("mixed"),
        Column::new("unknown"),
        Column::new("told").right(),
        Column::new("kept").left(),
    ]);
    let row = [
        1.into(),
        1.into(),
        Cell::Unknown,
        "7 (2 to 10)".into(),
        1.into(),
    ];
    table.row(row).expect("five cells");
    let row = [
        Cell::Unknown,
        "many".into(),
        Cell::Empty,
        "?".into(),
        2.into(),
    ];
    table.row(row).expect("five cells");
    let sides: Vec<Align> = (0..5).map(|at| table.align(at)).collect();
    assert_eq!(
        sides,
        [
            Align::Right,
            Align::Left,
            Align::Left,
            Align::Right,
            Align::Left
        ]
    );
}

#[test]
fn a_table_without_columns_or_rows_is_no_fault() {
    let bare = Table::new::<&str>([]);
    for (form, shown) in [
        (Form::Text, ""),
        (Form::Markdown, ""),
        (Form::Csv, ""),
        (Form::Json, "[]\n"),
        (Form::Html, ""),
    ] {
        assert_eq!(bare.render(form, 80), shown, "{form}");
    }
    let head = Table::new(["a", "b"]);
    assert_eq!(head.render(Form::Text, 80), "a │ b\n──┼──\n");
    let wide = Table::new((0..30).map(|n| n.to_string()));
    assert!(
        wide.render(Form::Text, 80)
            .starts_with("no rows of 0, 1, 2")
    );
}

#[test]
fn a_very_long_text_is_laid_out() {
    let mut table = Table::new(["a", "b"]);
    let long = "👩\u{200d}".repeat(20_000) + "x".repeat(200_000).as_str();
    table.row([long.as_str(), "7"]).expect("two cells");
    let text = table.render(Form::Text, 100);
    assert_eq!(text.lines().map(width).max(), Some(100));
}
