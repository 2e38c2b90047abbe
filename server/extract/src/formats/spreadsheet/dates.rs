//! Days and hours as a sheet counts them, and as people write them: day, month, year.

/// Days from 1 March of the year 0 to the day that the usual and the other count begin from.
const BEFORE_1900: i64 = 693_899;
const BEFORE_1904: i64 = 695_361;
/// The day after 31 December 9999, in the usual count.
const BEYOND: f64 = 2_958_466.0;
/// The usual count holds a 29 February 1900, which never was.
const AFTER_THE_GAP: i64 = 60;
/// Minutes in a day.
const DAY: i64 = 1_440;

/// A date, with its time when there is one; None when the number is no date.
pub(in crate::formats) fn date(number: f64, since_1904: bool) -> Option<String> {
    let (days, minutes) = split(number)?;
    if days == 0 && !since_1904 {
        return time(number);
    }
    let (year, month, day) = if since_1904 {
        civil(days + BEFORE_1904)
    } else {
        civil(days + BEFORE_1900 + i64::from(days < AFTER_THE_GAP))
    };
    let date = format!("{day:02}-{month:02}-{year:04}");
    Some(if minutes == 0 {
        date
    } else {
        format!("{date} {:02}:{:02}", minutes / 60, minutes % 60)
    })
}

/// A time of day or a number of hours; None when the number is neither.
pub(in crate::formats) fn time(number: f64) -> Option<String> {
    let (days, minutes) = split(number)?;
    Some(format!("{:02}:{:02}", days * 24 + minutes / 60, minutes % 60))
}

/// A moment as XML writes it, as a date; what is none comes back as it is.
pub(in crate::formats) fn from_xml(moment: &str) -> String {
    let parsed = || {
        let (date, time) = moment.split_once('T').unwrap_or((moment, ""));
        let [year, month, day] = date.split('-').collect::<Vec<_>>().try_into().ok()?;
        let all_digits = [year, month, day]
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let minutes = time.get(..5).filter(|minutes| *minutes != "00:00").unwrap_or_default();
        (all_digits && year.len() == 4).then(|| format!("{day}-{month}-{year} {minutes}").trim_end().to_owned())
    };
    parsed().unwrap_or_else(|| moment.to_owned())
}

/// Whole days and the minutes left.
fn split(number: f64) -> Option<(i64, i64)> {
    if !(0.0..BEYOND).contains(&number) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "in the range just checked, minutes fit many times"
    )]
    let minutes = (number * 1_440.0).round() as i64;
    Some((minutes / DAY, minutes % DAY))
}

/// The date of a day counted from 1 March of the year 0 (Howard Hinnant, `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        let cases = [
            (1.0, false, Some("01-01-1900"), "the first"),
            (59.0, false, Some("28-02-1900"), "before the day that never was"),
            (61.0, false, Some("01-03-1900"), "after it"),
            (25_569.0, false, Some("01-01-1970"), "the usual count"),
            (36_585.0, false, Some("29-02-2000"), "a leap day"),
            (0.0, true, Some("01-01-1904"), "the other count"),
            (20_939.0, true, Some("30-04-1961"), "and later"),
            (0.75, false, Some("18:00"), "a time alone"),
            (45_000.999_99, false, Some("16-03-2023"), "minutes are rounded"),
            (-1.0, false, None, "before all days"),
            (123_456_782.0, false, None, "a number that is no date"),
            (f64::NAN, false, None, "no number"),
        ];
        for (number, since_1904, expected, why) in cases {
            assert_eq!(date(number, since_1904).as_deref(), expected, "{why}");
        }
    }

    #[test]
    fn moments_of_xml_are_dates() {
        for (moment, expected) in [
            ("1961-04-30T00:00:00", "30-04-1961"),
            ("1961-04-30", "30-04-1961"),
            ("2024-05-01T09:30:00", "01-05-2024 09:30"),
            ("gisteren", "gisteren"),
        ] {
            assert_eq!(from_xml(moment), expected);
        }
    }
}
