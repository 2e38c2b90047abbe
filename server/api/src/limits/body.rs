//! Reads bodies: no more bytes than allowed, and no slower. The web server itself waits for a slow body for ever.

use super::Limits;
use crate::problem::{Code, Problem};
use actix_web::{
    error::PayloadError,
    http::header::{CONTENT_LENGTH, HeaderMap},
    web::Bytes,
};
use futures_util::{Stream, StreamExt as _};
use std::{
    fmt, io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep_until};

/// Why a body was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFault {
    /// It is larger than allowed.
    TooLarge,
    /// It comes more slowly than allowed.
    TooSlow,
    /// It ended before its end.
    Incomplete,
}

impl fmt::Display for BodyFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(Code::from(*self).as_str())
    }
}

impl std::error::Error for BodyFault {}

impl From<BodyFault> for Code {
    fn from(fault: BodyFault) -> Self {
        match fault {
            BodyFault::TooLarge => Self::BodyTooLarge,
            BodyFault::TooSlow => Self::BodyTooSlow,
            BodyFault::Incomplete => Self::IncompleteBody,
        }
    }
}

impl From<BodyFault> for Problem {
    fn from(fault: BodyFault) -> Self {
        Self::new(fault.into())
    }
}

impl BodyFault {
    /// Carries the fault through libraries that know only their own errors.
    pub(crate) fn into_payload_error(self) -> PayloadError {
        PayloadError::Io(io::Error::other(self))
    }

    /// The fault that was carried, or that the web server found itself.
    pub(crate) fn from_payload_error(error: &PayloadError) -> Self {
        let carried = match error {
            PayloadError::Io(reason) => reason.get_ref().and_then(|inner| inner.downcast_ref::<Self>()).copied(),
            PayloadError::Overflow => Some(Self::TooLarge),
            _ => None,
        };
        carried.unwrap_or(Self::Incomplete)
    }
}

/// The length that a request announces, when it is allowed.
///
/// # Errors
/// [`Code::BodyTooLarge`], before a byte is read.
pub(crate) fn announced_length(headers: &HeaderMap, limits: &Limits) -> Result<Option<usize>, Problem> {
    let Some(header) = headers.get(CONTENT_LENGTH) else {
        return Ok(None);
    };
    // The web server lets only digits pass; what does not fit in a number is too large in any case.
    let length = header
        .to_str()
        .ok()
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(usize::MAX);
    if length > limits.body_bytes {
        return Err(Problem::new(Code::BodyTooLarge));
    }
    Ok(Some(length))
}

/// Reads a body to its end, within its limits.
///
/// # Errors
/// [`Problem`] when it is larger, slower or shorter than it may be.
pub(crate) async fn read<S>(headers: &HeaderMap, body: S, limits: &Limits) -> Result<Vec<u8>, Problem>
where
    S: Stream<Item = Result<Bytes, PayloadError>> + Unpin,
{
    let announced = announced_length(headers, limits)?;
    Ok(Metered::new(body, limits).read(announced).await?)
}

/// When a body must have brought how much.
#[derive(Debug, Clone, Copy)]
struct Pace {
    began: Instant,
    time: Duration,
    grace: Duration,
    rate: u32,
}

impl Pace {
    /// The moment at which a body that brought so many bytes is too slow.
    fn due(&self, received: usize) -> Instant {
        let earned = Duration::from_millis(received as u64 * 1_000 / u64::from(self.rate.max(1)));
        self.began + self.time.min(self.grace + earned)
    }
}

/// A body under its limits.
pub(crate) struct Metered<S> {
    body: S,
    pace: Pace,
    alarm: Pin<Box<Sleep>>,
    received: usize,
    most: usize,
}

impl<S> Metered<S> {
    /// Begins to read; time counts from now.
    pub(crate) fn new(body: S, limits: &Limits) -> Self {
        let pace = Pace {
            began: Instant::now(),
            time: limits.body_time,
            grace: limits.body_grace,
            rate: limits.body_rate,
        };
        Self {
            body,
            pace,
            alarm: Box::pin(sleep_until(pace.due(0))),
            received: 0,
            most: limits.body_bytes,
        }
    }
}

impl<S: Stream<Item = Result<Bytes, PayloadError>> + Unpin> Stream for Metered<S> {
    type Item = Result<Bytes, BodyFault>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Poll::Ready(next) = Pin::new(&mut self.body).poll_next(context) else {
            ready!(self.alarm.as_mut().poll(context));
            return Poll::Ready(Some(Err(BodyFault::TooSlow)));
        };
        Poll::Ready(next.map(|piece| {
            let piece = piece.map_err(|error| BodyFault::from_payload_error(&error))?;
            self.received = self.received.saturating_add(piece.len());
            if self.received > self.most {
                return Err(BodyFault::TooLarge);
            }
            let due = self.pace.due(self.received);
            self.alarm.as_mut().reset(due);
            Ok(piece)
        }))
    }
}

impl<S: Stream<Item = Result<Bytes, PayloadError>> + Unpin> Metered<S> {
    /// Reads to the end.
    pub(crate) async fn read(mut self, announced: Option<usize>) -> Result<Vec<u8>, BodyFault> {
        let mut bytes = Vec::with_capacity(announced.unwrap_or_default());
        while let Some(piece) = self.next().await {
            bytes.extend_from_slice(&piece?);
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;

    fn limits() -> Limits {
        Limits {
            body_bytes: 100_000,
            body_time: Duration::from_secs(10),
            body_rate: 1_000,
            body_grace: Duration::from_secs(2),
            ..Limits::default()
        }
    }

    /// So many pieces of so many bytes, each so many milliseconds after the one before.
    fn pieces(count: usize, length: usize, gap: u64) -> impl Stream<Item = Result<Bytes, PayloadError>> + Unpin {
        Box::pin(stream::iter(0..count).then(move |_| async move {
            tokio::time::sleep(Duration::from_millis(gap)).await;
            Ok(Bytes::from(vec![b'x'; length]))
        }))
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_must_come_whole_in_time_and_not_too_slowly() {
        for (count, length, gap, expected, why) in [
            (1, 10, 0, Ok(10), "at once"),
            (8, 1, 200, Ok(8), "slow, but within the grace"),
            (30, 1, 200, Err(BodyFault::TooSlow), "a byte now and then"),
            (20, 400, 200, Ok(8_000), "twice the rate"),
            (
                60,
                400,
                200,
                Err(BodyFault::TooSlow),
                "twice the rate, but longer than any body may take",
            ),
            (2, 1, 3_000, Err(BodyFault::TooSlow), "nothing at first"),
            (10, 10_000, 0, Ok(100_000), "as large as allowed"),
            (11, 10_000, 0, Err(BodyFault::TooLarge), "larger"),
        ] {
            let read = Metered::new(pieces(count, length, gap), &limits()).read(None).await;
            assert_eq!(read.map(|bytes| bytes.len()), expected, "{why}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_brought_early_gives_time_later() {
        let early = pieces(1, 5_000, 0).chain(pieces(1, 1, 6_500));
        assert!(
            Metered::new(Box::pin(early), &limits()).read(None).await.is_ok(),
            "5 seconds earned, and 2 of grace"
        );
        let late = pieces(1, 5_000, 0).chain(pieces(1, 1, 7_500));
        assert_eq!(
            Metered::new(Box::pin(late), &limits()).read(None).await,
            Err(BodyFault::TooSlow)
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_never_comes_is_not_waited_for() {
        let silent = stream::pending::<Result<Bytes, PayloadError>>();
        let began = Instant::now();
        assert_eq!(
            Metered::new(silent, &limits()).read(None).await,
            Err(BodyFault::TooSlow)
        );
        assert_eq!(began.elapsed().as_secs(), 2);
    }

    #[test]
    fn faults_survive_the_way_through_a_library() {
        for fault in [BodyFault::TooLarge, BodyFault::TooSlow, BodyFault::Incomplete] {
            assert_eq!(BodyFault::from_payload_error(&fault.into_payload_error()), fault);
        }
        assert_eq!(
            BodyFault::from_payload_error(&PayloadError::Incomplete(None)),
            BodyFault::Incomplete
        );
    }

    #[test]
    fn a_length_that_is_too_large_is_refused_before_reading() {
        let announced = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_LENGTH, value.parse().unwrap());
            announced_length(&headers, &limits()).map_err(|problem| problem.code())
        };
        assert_eq!(announced("100000"), Ok(Some(100_000)));
        assert_eq!(announced("100001"), Err(Code::BodyTooLarge));
        assert_eq!(announced("99999999999999999999999999"), Err(Code::BodyTooLarge));
        assert_eq!(announced_length(&HeaderMap::new(), &limits()), Ok(None));
    }
}
