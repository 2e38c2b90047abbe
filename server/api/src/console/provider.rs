//! Signing in with the office's own provider (OpenID Connect): the code flow with PKCE, and nothing else.
//!
//! The crate `openidconnect` checks signature, issuer, audience, nonce and time; what it leaves to its caller is checked
//! here: one list of algorithms that all use the provider's keys, the authorised party, the hash of the access token,
//! the issuer that comes with the answer (RFC 9207), and that a flow ends once. The access token is thrown away. No
//! token, code or claim is ever logged.

pub(crate) mod claims;
pub(crate) mod flow;
mod outgoing;

use claims::Claims;
pub use claims::RoleClaim;
use flow::{Aim, Flow, Flows};
use jiff::{SignedDuration, Timestamp};
use openidconnect::{
    AccessTokenHash, AdditionalProviderMetadata, AuthType, AuthorizationCode, ClaimsVerificationError, Client,
    ClientId, ClientSecret, CsrfToken, EmptyAdditionalClaims, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdTokenVerifier, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, ProviderMetadata,
    RedirectUrl, Scope, SignatureVerificationError, StandardErrorResponse, TokenResponse as _,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClientAuthMethod,
        CoreErrorResponseType, CoreGenderClaim, CoreGrantType, CoreIdToken, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm, CoreResponseMode,
        CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse, CoreSubjectIdentifierType,
        CoreTokenIntrospectionResponse, CoreTokenResponse,
    },
};
use outgoing::{NoAnswer, Outgoing};
use serde::{Deserialize, Serialize};
use std::{fmt, sync::Arc, time::Duration};
use subtle::ConstantTimeEq as _;
use tokio::sync::Mutex;
use url::Url;

/// Where the provider sends the browser back to, below the address of the service.
const BACK: &str = "/admin/callback";
/// What the provider says of itself is asked anew after this time; until it answers, what it said last holds.
const FRESH: SignedDuration = SignedDuration::from_hours(12);
/// A provider that did not answer, or whose token named an unknown key, is asked no more often than this.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);
/// How much the provider's clock may differ, in seconds.
const LEEWAY: i64 = 60;
/// The longest code or state that is looked at.
const LONGEST: usize = 4 << 10;
/// The algorithms of tokens: all with a key of the provider, none with a secret that both know.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 7] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// How the provider is reached, and what its claims mean.
#[derive(Clone)]
pub struct Settings {
    /// Who it is, exactly as it writes itself.
    pub issuer: String,
    /// What it calls this service.
    pub client_id: String,
    /// The secret it gave this service; none for a public client, which PKCE alone protects.
    pub client_secret: Option<String>,
    /// What people call it; it stands on the button.
    pub name: String,
    /// Scopes to ask for beside `openid`.
    pub scopes: Vec<String>,
    /// Who may do what.
    pub roles: RoleClaim,
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// Why a provider cannot be used. The text begins with the setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Its address is none, or not safe.
    #[error("issuer: expected an https address without query; http is for this machine only")]
    Issuer,
    /// It could not send a browser back.
    #[error("issuer: the service must know its own address for this; set base_url, over https unless on this machine")]
    Base,
    /// There is no way out.
    #[error("issuer: no connection can be made: the certificates of this machine cannot be read")]
    Tls,
}

/// Why nobody is signed in. For the log and the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The answer belongs to no flow that began in this browser a moment ago, or to one that has ended.
    Flow,
    /// The provider does not answer, or says of itself what cannot be.
    Silent,
    /// The provider refused, or the person turned back there.
    Declined,
    /// The provider's answer does not hold; the word says where.
    Answer(&'static str),
}

impl Refused {
    /// The word for it in logs.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Silent => "silent",
            Self::Declined => "declined",
            Self::Answer(place) => place,
        }
    }
}

/// What came back with the browser.
#[derive(Debug, Default)]
pub(crate) struct Back<'b> {
    /// The state that was sent along.
    pub(crate) state: &'b str,
    /// The code; none when the provider refused.
    pub(crate) code: Option<&'b str>,
    /// Who answers (RFC 9207).
    pub(crate) issuer: Option<&'b str>,
}

/// The office's own provider.
pub struct Provider {
    settings: Settings,
    issuer: IssuerUrl,
    back: RedirectUrl,
    outgoing: Outgoing,
    flows: Flows,
    known: Mutex<Known>,
}

impl fmt::Debug for Provider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt(formatter)
    }
}

/// What the provider said of itself, and when it was last asked in vain or for new keys.
#[derive(Default)]
struct Known {
    said: Option<(Arc<Metadata>, Timestamp)>,
    asked: Option<Timestamp>,
}

/// What we read of a provider beside what the crate does.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Further {
    /// Every answer tells who gives it (RFC 9207).
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Further {}

type Metadata = ProviderMetadata<
    Further,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type Asking = Client<
    EmptyAdditionalClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    CoreTokenResponse,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    /// The provider of these settings, for a service that browsers reach at `base_url`. Flows are signed under `secret`.
    ///
    /// # Errors
    /// [`Unusable`], which names the setting.
    pub fn new(settings: Settings, base_url: Option<&str>, secret: &[u8; 32]) -> Result<Self, Unusable> {
        let url = Url::parse(&settings.issuer).ok().filter(|url| url.query().is_none());
        let local = url.as_ref().and_then(outgoing::reach).ok_or(Unusable::Issuer)?;
        let base = base_url.and_then(|base| Url::parse(base).ok());
        let base = base
            .filter(|base| outgoing::reach(base).is_some())
            .ok_or(Unusable::Base)?;
        let back = format!("{}{BACK}", base.as_str().trim_end_matches('/'));
        Ok(Self {
            issuer: IssuerUrl::new(settings.issuer.clone()).map_err(|_| Unusable::Issuer)?,
            back: RedirectUrl::new(back).map_err(|_| Unusable::Base)?,
            outgoing: Outgoing::new(local).ok_or(Unusable::Tls)?,
            flows: Flows::under(secret),
            known: Mutex::default(),
            settings,
        })
    }

    /// What people call it.
    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    /// Who it is, exactly.
    pub(crate) fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// What its claims mean.
    pub(crate) fn roles(&self) -> &RoleClaim {
        &self.settings.roles
    }

    /// Begins a flow with a text that nobody can guess: where the browser goes, and the word that it keeps meanwhile.
    pub(crate) async fn begin(&self, fresh: &str, aim: Aim, now: Timestamp) -> Result<(Url, String), Refused> {
        let client = self.client(&*self.metadata(now, false).await?);
        let (flow, word) = self.flows.begin(fresh, aim, now);
        let (state, nonce) = (CsrfToken::new(flow.state), Nonce::new(flow.nonce));
        let verifier = PkceCodeVerifier::new(flow.verifier);
        let request = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        let request = match aim {
            Aim::SignIn => request,
            Aim::Proof => request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO),
        };
        let (url, _, _) = request.url();
        Ok((url, word))
    }

    /// Ends a flow: what it was for, and what the provider says of the person.
    pub(crate) async fn end(&self, word: &str, back: Back<'_>, now: Timestamp) -> Result<(Aim, Claims), Refused> {
        let flow = self.flows.recognise(word, now).ok_or(Refused::Flow)?;
        let ours = bool::from(flow.state.as_bytes().ct_eq(back.state.as_bytes()));
        if !ours || !self.flows.end(&flow) {
            return Err(Refused::Flow);
        }
        let metadata = self.metadata(now, false).await?;
        self.answers(&metadata, back.issuer)?;
        let code = back
            .code
            .filter(|code| code.len() <= LONGEST)
            .ok_or(Refused::Declined)?;
        let tokens = self.exchange(&metadata, code, &flow).await?;
        let token = tokens.id_token().ok_or(Refused::Answer("no_token"))?;
        match self.verify(&metadata, token, &tokens, &flow, now) {
            // Providers change their keys whenever they like.
            Err(Refused::Answer("unknown_key")) => {
                let metadata = self.metadata(now, true).await?;
                self.verify(&metadata, token, &tokens, &flow, now)?;
            }
            outcome => outcome?,
        }
        let claims = Claims::of(&token.to_string()).ok_or(Refused::Answer("claims"))?;
        self.fits(&claims, &flow)?;
        Ok((flow.aim, claims))
    }

    /// Whether it is this provider that answers, as far as it tells.
    fn answers(&self, metadata: &Metadata, told: Option<&str>) -> Result<(), Refused> {
        let must = metadata
            .additional_metadata()
            .authorization_response_iss_parameter_supported;
        match told {
            Some(told) if told != self.settings.issuer => Err(Refused::Answer("issuer_of_answer")),
            None if must => Err(Refused::Answer("issuer_of_answer")),
            _ => Ok(()),
        }
    }

    async fn exchange(&self, metadata: &Metadata, code: &str, flow: &Flow) -> Result<CoreTokenResponse, Refused> {
        let client = self.client(metadata);
        let send = |request| self.outgoing.send(request);
        let exchanged = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| Refused::Silent)?
            .set_pkce_verifier(PkceCodeVerifier::new(flow.verifier.clone()))
            .request_async(&send)
            .await;
        exchanged.map_err(|fault| match fault {
            openidconnect::RequestTokenError::ServerResponse(_) => Refused::Answer("code"),
            openidconnect::RequestTokenError::Request(fault) => silent(fault),
            _ => Refused::Answer("tokens"),
        })
    }

    /// Holds a token against all that it must be.
    fn verify(
        &self,
        metadata: &Metadata,
        token: &CoreIdToken,
        tokens: &CoreTokenResponse,
        flow: &Flow,
        now: Timestamp,
    ) -> Result<(), Refused> {
        let client = ClientId::new(self.settings.client_id.clone());
        let keys = metadata.jwks().clone();
        let latest = now.as_second() + LEEWAY;
        let verifier = IdTokenVerifier::new_public_client(client, self.issuer.clone(), keys)
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || moment(now.as_second() - LEEWAY))
            .set_issue_time_verifier_fn(move |issued| {
                let early = issued.timestamp() <= latest;
                early.then_some(()).ok_or_else(|| "issued later than now".to_owned())
            });
        let claims = token
            .claims(&verifier, &Nonce::new(flow.nonce.clone()))
            .map_err(|fault| Refused::Answer(place(&fault)))?;
        let Some(hash) = claims.access_token_hash() else {
            return Ok(());
        };
        let algorithm = token.signing_alg().map_err(|_| Refused::Answer("algorithm"))?;
        let key = token.signing_key(&verifier).map_err(|_| Refused::Answer("key"))?;
        let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key);
        let same = actual.is_ok_and(|actual| actual == *hash);
        same.then_some(()).ok_or(Refused::Answer("access_token"))
    }

    /// What the crate does not look at: for whom the token was made, and that a proof is a new one.
    fn fits(&self, claims: &Claims, flow: &Flow) -> Result<(), Refused> {
        let party = claims.text("azp");
        if party.is_some_and(|party| party != self.settings.client_id) {
            return Err(Refused::Answer("authorised_party"));
        }
        let shown = claims.number("auth_time");
        if flow.aim == Aim::Proof && shown.is_some_and(|shown| shown < flow.begun - LEEWAY) {
            return Err(Refused::Answer("not_shown_again"));
        }
        Ok(())
    }

    fn client(&self, metadata: &Metadata) -> Asking {
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        let id = ClientId::new(self.settings.client_id.clone());
        let client = Client::from_provider_metadata(metadata.clone(), id, secret);
        // Where a provider does not say how it wants the secret, it is the header (RFC 8414).
        let ways = metadata.token_endpoint_auth_methods_supported();
        let header = ways.is_none_or(|ways| ways.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let way = if header {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        };
        client.set_auth_type(way).set_redirect_uri(self.back.clone())
    }

    /// What the provider says of itself; `anew` when a token named a key that it had not then.
    async fn metadata(&self, now: Timestamp, anew: bool) -> Result<Arc<Metadata>, Refused> {
        let mut known = self.known.lock().await;
        let old = known
            .said
            .as_ref()
            .is_none_or(|(_, since)| now.duration_since(*since) >= FRESH);
        let rested = known.asked.is_none_or(|asked| now.duration_since(asked) >= PAUSE);
        if (old || anew) && rested {
            // Claimed before it is asked, so that many at once ask once.
            known.asked = Some(now);
            if let Ok(said) = self.discover().await {
                known.said = Some((Arc::new(said), now));
                known.asked = anew.then_some(now);
            }
        }
        let said = known.said.as_ref().map(|(said, _)| Arc::clone(said));
        said.ok_or(Refused::Silent)
    }

    async fn discover(&self) -> Result<Metadata, Refused> {
        let send = |request| self.outgoing.send(request);
        let said = Metadata::discover_async(self.issuer.clone(), &send).await;
        said.map_err(|fault| {
            use openidconnect::DiscoveryError::{Parse, Request, Response, Validation};
            let what = match fault {
                Request(fault) => return silent(fault),
                Parse(_) => "it is not what such a provider says of itself",
                Response(..) => "it answers with a refusal",
                Validation(_) => "it calls itself otherwise than the settings do",
                _ => "it cannot be asked",
            };
            tracing::warn!(what, "the provider of sign-ins");
            Refused::Silent
        })
    }
}

fn silent(fault: NoAnswer) -> Refused {
    tracing::warn!(what = %fault, "the provider of sign-ins");
    Refused::Silent
}

/// A time in the form of the crate.
fn moment(seconds: i64) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// Where a token does not hold.
fn place(fault: &ClaimsVerificationError) -> &'static str {
    use ClaimsVerificationError as Fault;
    match fault {
        Fault::Expired(_) => "time",
        Fault::InvalidAudience(_) => "audience",
        Fault::InvalidIssuer(_) => "issuer",
        Fault::InvalidNonce(_) => "nonce",
        Fault::SignatureVerification(SignatureVerificationError::NoMatchingKey) => "unknown_key",
        Fault::SignatureVerification(SignatureVerificationError::DisallowedAlg(_)) => "algorithm",
        Fault::SignatureVerification(_) => "signature",
        _ => "claims",
    }
}
