//! Call names: what people named Johannes or Wilhelmina are called, where it does not begin as their name does.
//!
//! Only ever makes two names fit, so that a greeting by a call name stays silent. A name may be called by several, and
//! a call name may stand for several names; a beginning (`Jo` for Johanna) needs no entry.

/// A call name with the names it stands for, folded.
#[rustfmt::skip] // One word a line would be pages.
const CALL_NAMES: &[(&str, &[&str])] = &[
    ("ad", &["adrianus", "adriaan"]), ("arie", &["adrianus", "adriaan"]), ("ali", &["aleida", "alida"]),
    ("anja", &["johanna", "adriana", "anna"]), ("anneke", &["johanna", "adriana"]), ("annie", &["johanna"]),
    ("ans", &["johanna"]), ("bart", &["lambertus", "hubertus", "egbertus"]), ("bas", &["sebastiaan", "sebastian"]),
    ("bep", &["elisabeth"]), ("bert", &["albertus", "albert", "lambertus", "hubertus", "gijsbertus", "robert", "norbert"]),
    ("betty", &["elisabeth"]), ("bill", &["william"]), ("bob", &["robert"]), ("bram", &["abraham"]),
    ("cees", &["cornelis"]), ("coen", &["konrad"]), ("coby", &["jacoba", "jacobus"]), ("corrie", &["cornelia", "cornelis"]),
    ("dick", &["richard", "hendrik", "diederik", "dirk"]), ("dries", &["andreas", "andries"]), ("ed", &["eduard", "edward"]),
    ("els", &["elisabeth"]), ("elly", &["elisabeth", "petronella", "helena"]), ("ellen", &["helena"]),
    ("erna", &["ernestina"]), ("fenna", &["fennechien"]), ("fons", &["alphonsus", "alfons"]),
    ("frits", &["frederik", "fredericus", "friedrich"]), ("gerda", &["gerarda"]), ("gerrie", &["gerardus", "gerarda", "gerritdina"]),
    ("gerrit", &["gerardus", "gerhardus"]), ("gerard", &["gerhardus"]), ("gijs", &["gijsbertus"]), ("greet", &["margaretha"]),
    ("greetje", &["margaretha"]), ("gre", &["margaretha"]), ("hannie", &["johanna"]), ("hanneke", &["johanna"]),
    ("hans", &["johannes", "johan"]), ("harm", &["hermanus"]), ("harry", &["hendrik", "hendricus", "henricus"]),
    ("hein", &["hendrik", "hendricus", "henricus"]), ("henk", &["hendrik", "hendricus", "henricus", "hendrikus"]),
    ("henny", &["hendrika", "hendrik", "henrica", "henricus"]), ("herman", &["hermanus"]), ("huub", &["hubertus"]),
    ("ina", &["wilhelmina", "catharina", "hendrina", "klasina"]), ("ineke", &["wilhelmina", "catharina", "hendrina"]),
    ("jaap", &["jacobus", "jacob", "jakob"]), ("jack", &["john", "jacobus"]), ("jan", &["johannes", "johan"]),
    ("janneke", &["johanna", "adriana"]), ("jannie", &["johanna"]), ("janny", &["johanna"]),
    ("jeroen", &["hieronymus"]), ("jim", &["james"]), ("joep", &["josephus", "joseph"]), ("joke", &["johanna"]),
    ("joop", &["johannes", "josephus"]), ("joost", &["justus", "judocus", "jodocus"]), ("jos", &["josephus"]),
    ("jurgen", &["georg", "georgius"]), ("karin", &["catharina"]), ("kate", &["catharina", "katherine"]),
    ("kees", &["cornelis"]), ("kick", &["cornelis"]), ("klaas", &["nicolaas", "nikolaas", "nicolaus"]),
    ("koen", &["coenraad", "conrad"]), ("koos", &["jacobus", "jacob"]), ("lenie", &["helena", "magdalena"]),
    ("leny", &["helena", "magdalena"]), ("lia", &["cornelia", "julia"]), ("lies", &["elisabeth", "alida"]),
    ("liesbeth", &["elisabeth"]), ("linda", &["sieglinda"]), ("loes", &["louise", "lucia", "aloysia"]),
    ("lien", &["carolina", "helena", "paulina"]), ("lilian", &["elisabeth"]), ("maarten", &["martinus", "martin"]),
    ("marga", &["margaretha"]), ("marijke", &["maria"]), ("margriet", &["margaretha"]), ("marian", &["maria"]),
    ("mia", &["maria"]), ("miep", &["maria"]), ("mien", &["wilhelmina"]), ("mieke", &["maria"]), ("mike", &["michael"]),
    ("nel", &["petronella", "cornelia"]), ("nelleke", &["petronella", "cornelia"]), ("nelly", &["petronella", "cornelia"]),
    ("nico", &["nicolaas"]), ("niek", &["nicolaas", "nicolas"]), ("piet", &["petrus"]), ("pim", &["willem"]),
    ("rein", &["marinus"]), ("ria", &["maria"]), ("rien", &["marinus"]), ("rinus", &["marinus"]),
    ("riet", &["maria", "margaretha"]), ("rob", &["hubertus"]), ("rick", &["hendrik", "richard", "frederik"]),
    ("rik", &["hendrik", "richard", "frederik"]), ("ruud", &["rudolf", "rudolphus"]), ("sander", &["alexander"]),
    ("sandra", &["alexandra"]), ("sien", &["klasina", "francina"]), ("sjaak", &["jacobus", "isaac", "jacques"]),
    ("sjoerd", &["siegfried"]), ("sjef", &["josephus"]), ("sjors", &["georgius", "george"]), ("stan", &["constantijn"]),
    ("teun", &["antonius", "anthonius"]), ("theo", &["matheus"]), ("thijs", &["matthijs", "mathias", "matthias"]),
    ("tiny", &["martinus", "martina"]), ("tinus", &["martinus"]), ("tineke", &["martina", "catharina", "albertina"]),
    ("toon", &["antonius", "anthonius", "anton"]), ("ton", &["antonius", "anthonius", "anton", "antoon"]),
    ("toos", &["catharina", "antonia"]), ("trees", &["theresia"]), ("trudy", &["geertruida"]), ("truus", &["geertruida"]),
    ("wietse", &["wytse"]), ("wilma", &["wilhelmina"]), ("willy", &["wilhelmina", "wilhelmus"]),
    ("wim", &["willem", "wilhelmus", "william"]), ("willem", &["wilhelmus"]), ("wil", &["wilhelmina", "wilhelmus"]),
    ("wout", &["walterus", "walter"]), ("xander", &["alexander"]), ("guus", &["augustus", "augustinus", "gustaaf"]),
];

/// Whether one folded given name is a call name of the other.
pub(super) fn fits(one: &str, other: &str) -> bool {
    stands_for(one, other) || stands_for(other, one)
}

fn stands_for(called: &str, given: &str) -> bool {
    CALL_NAMES
        .iter()
        .any(|(call, names)| *call == called && names.contains(&given))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_name_fits_both_ways_and_nobody_else() {
        for (one, other, expected) in [
            ("wim", "willem", true),
            ("cornelis", "kees", true),
            ("henk", "hendrik", true),
            ("wim", "kees", false),
            ("willem", "hendrik", false),
        ] {
            assert_eq!(fits(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn every_entry_is_folded() {
        for (call, given) in CALL_NAMES {
            for name in given.iter().chain([call]) {
                assert_eq!(super::super::words(name), [*name], "{name}");
            }
        }
    }
}
