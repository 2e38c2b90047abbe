//! The straight lines of a page, upright and level, as they set the cells of a table apart.

use hayro_font::kurbo::Point;
use std::cell::OnceCell;

/// Lines kept of one page, of either kind.
const MOST: usize = 20_000;
/// The shortest line that sets anything apart, in points.
const SHORTEST: f64 = 4.0;
/// How much the ends of an upright or level line may differ.
const STRAIGHT: f64 = 0.3;

/// A straight line: upright at a distance from the left, or level at a height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Rule {
    /// Whether the line passes this place along itself.
    pub(super) fn passes(&self, place: f64) -> bool {
        self.from <= place && place <= self.to
    }
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct Rules {
    upright: Vec<Rule>,
    level: Vec<Rule>,
    /// Where in a list the lines of each stretch of height stand, once all are there.
    bands: OnceCell<Bands>,
}

/// Height of a stretch in which lines are sought, in points, and how many there are at most.
const BAND: f64 = 16.0;
const MOST_BANDS: f64 = 200.0;

/// Lines by the height at which they are to be met, as places in their lists.
#[derive(Debug, Default)]
struct Bands {
    upright: Vec<Vec<u32>>,
    level: Vec<Vec<u32>>,
}

/// The stretch of a height; heights beyond the page share the first and the last.
fn band(height: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the number of stretches"
    )]
    let band = (height / BAND).clamp(0.0, MOST_BANDS) as usize;
    band
}

/// The lines of each stretch, when a line is to be met from one height to another.
fn bands(rules: &[Rule], reach: impl Fn(&Rule) -> (f64, f64)) -> Vec<Vec<u32>> {
    let mut bands = Vec::new();
    for (at, rule) in (0..).zip(rules) {
        let (from, to) = reach(rule);
        let (from, to) = (band(from), band(to));
        if bands.len() <= to {
            bands.resize_with(to + 1, Vec::new);
        }
        bands
            .iter_mut()
            .take(to + 1)
            .skip(from)
            .for_each(|stretch: &mut Vec<u32>| stretch.push(at));
    }
    bands
}

/// The lines at these places of a list.
fn those<'r>(rules: &'r [Rule], places: &'r [u32]) -> impl Iterator<Item = &'r Rule> {
    places
        .iter()
        .filter_map(|at| rules.get(usize::try_from(*at).unwrap_or(usize::MAX)))
}

impl Rules {
    /// Adds the line between two points, if it is upright or level and long enough.
    pub(super) fn add(&mut self, one: Point, two: Point) {
        let (across, up) = ((one.x - two.x).abs(), (one.y - two.y).abs());
        self.bands.take();
        if across < STRAIGHT && up > SHORTEST && self.upright.len() < MOST {
            self.upright.push(Rule {
                at: one.x,
                from: one.y.min(two.y),
                to: one.y.max(two.y),
            });
        } else if up < STRAIGHT && across > SHORTEST && self.level.len() < MOST {
            self.level.push(Rule {
                at: one.y,
                from: one.x.min(two.x),
                to: one.x.max(two.x),
            });
        }
    }

    /// The distances from the left at which upright lines cross this height, each once, in order.
    pub(super) fn across(&self, height: f64) -> Vec<f64> {
        let bands = self.bands();
        let nearby = bands.upright.get(band(height)).map_or(&[][..], Vec::as_slice);
        let crossing = those(&self.upright, nearby).filter(|rule| rule.passes(height));
        let mut places: Vec<f64> = crossing.map(|rule| rule.at).collect();
        places.sort_by(f64::total_cmp);
        // A double line is one.
        places.dedup_by(|two, one| *two - *one < 3.0);
        places
    }

    /// Whether a level line passes between two heights, over this place.
    pub(super) fn between(&self, below: f64, above: f64, place: f64) -> bool {
        let nearby = self.bands().level.iter().take(band(above) + 1).skip(band(below));
        nearby
            .flat_map(|places| those(&self.level, places))
            .any(|rule| below < rule.at && rule.at < above && rule.passes(place))
    }

    fn bands(&self) -> &Bands {
        self.bands.get_or_init(|| Bands {
            upright: bands(&self.upright, |rule| (rule.from, rule.to)),
            level: bands(&self.level, |rule| (rule.at, rule.at)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upright_and_level_lines_are_told_apart() {
        let mut rules = Rules::default();
        for (one, two) in [
            ((10.0, 0.0), (10.0, 50.0)),
            ((10.5, 50.0), (10.5, 0.0)),
            ((90.0, 0.0), (90.1, 50.0)),
            ((0.0, 30.0), (100.0, 30.0)),
            // Askew, and too short.
            ((0.0, 0.0), (100.0, 50.0)),
            ((0.0, 20.0), (3.0, 20.0)),
        ] {
            rules.add(one.into(), two.into());
        }
        assert_eq!(rules.across(25.0), [10.0, 90.0]);
        assert_eq!(rules.across(60.0), [0.0; 0]);
        assert!(rules.between(20.0, 40.0, 50.0));
        assert!(!rules.between(31.0, 40.0, 50.0));
        assert!(!rules.between(20.0, 40.0, 150.0));
    }
}
