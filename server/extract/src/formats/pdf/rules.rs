//! The straight lines of a page, upright and level, as they set the cells of a table apart.

use hayro_font::kurbo::Point;

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
    pub(super) upright: Vec<Rule>,
    pub(super) level: Vec<Rule>,
}

impl Rules {
    /// Adds the line between two points, if it is upright or level and long enough.
    pub(super) fn add(&mut self, one: Point, two: Point) {
        let (across, up) = ((one.x - two.x).abs(), (one.y - two.y).abs());
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
        let crossing = self.upright.iter().filter(|rule| rule.passes(height));
        let mut places: Vec<f64> = crossing.map(|rule| rule.at).collect();
        places.sort_by(f64::total_cmp);
        // A double line is one.
        places.dedup_by(|two, one| *two - *one < 3.0);
        places
    }

    /// Whether a level line passes between two heights, over this place.
    pub(super) fn between(&self, below: f64, above: f64, place: f64) -> bool {
        self.level
            .iter()
            .any(|rule| below < rule.at && rule.at < above && rule.passes(place))
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
