//! What every answer carries: headers that tell browsers to keep nothing, guess nothing and embed nothing; and while the
//! service stops, that the connection ends here, so that the next request goes to another.
//!
//! Pages that are shown inside a mail client will need others; they set their own, and these stay away from what is
//! there already. No cross-origin headers: nobody but our own clients speaks to this service, and they are no pages.

use crate::service::Service;
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        ConnectionType,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    web::Data,
};

/// Header and value.
const ALWAYS: [(HeaderName, &str); 4] = [
    (CACHE_CONTROL, "no-store"),
    (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// Puts the headers on an answer, also on one that is made from an error.
pub(crate) async fn dress(
    service: Data<Service>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    match next.call(request).await {
        Ok(mut response) => {
            put_on(response.headers_mut());
            if service.is_stopping() {
                response
                    .response_mut()
                    .head_mut()
                    .set_connection_type(ConnectionType::Close);
            }
            Ok(response)
        }
        Err(mut error) => {
            error.add_response_mapper(|mut response| {
                put_on(response.headers_mut());
                response
            });
            Err(error)
        }
    }
}

fn put_on(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}
