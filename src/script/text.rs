//! Values as text, as a script would print them.

use rhai::{Dynamic, ImmutableString, NativeCallContext};

/// Returns a value as `print` shows it.
pub(crate) fn plain_text(context: &NativeCallContext, value: Dynamic) -> ImmutableString {
    by(context, "to_string", value)
}

/// Returns a value as a script would write it.
pub(crate) fn debug_text(context: &NativeCallContext, value: Dynamic) -> ImmutableString {
    by(context, "to_debug", value)
}

fn by(context: &NativeCallContext, function: &str, mut value: Dynamic) -> ImmutableString {
    if function == "to_string"
        && let Ok(text) = value.as_immutable_string_ref()
    {
        return text.clone();
    }
    context
        .call_native_fn_raw(function, true, &mut [&mut value])
        .ok()
        .and_then(|text| text.into_immutable_string().ok())
        .unwrap_or_else(|| context.engine().map_type_name(value.type_name()).into())
}
