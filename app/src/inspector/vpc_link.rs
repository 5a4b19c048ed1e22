//! A VPC link.

use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::{Item, VpcLinkId, VpcLinkVersion};

use super::fields::{choice, list, map, optional, prose, text, toggle};
use super::form::{at, node};
use super::sections::folded;
use crate::studio::Studio;

/// The form of a VPC link.
pub fn view(id: VpcLinkId) -> AnyView {
    let form = node(Item::VpcLink(id), Studio::get().vpc_link(id), move |node| Edit::PutVpcLink(id, node));
    let versions = vec![
        (VpcLinkVersion::V2, "V2 · in subnets; for HTTP and REST APIs".to_owned()),
        (VpcLinkVersion::V1, "V1 · one Network Load Balancer; for REST APIs".to_owned()),
    ];
    let version = at!(form, version);
    view! {
        <div class="form">
            {text(at!(form, name), "Name", "")}
            {choice(version, "Generation", "", versions)}
            {prose(at!(form, description), "Description", "")}
            {move || match version.get() {
                VpcLinkVersion::V1 => optional(at!(form, target_arn), "Network Load Balancer ARN", "Empty: a Terraform variable asks for it"),
                VpcLinkVersion::V2 => {
                    view! {
                        {list(at!(form, subnet_ids), "Subnets", "subnet id", "Empty: a Terraform variable asks for them")}
                        {list(at!(form, security_group_ids), "Security groups", "security group id", "")}
                        {toggle(at!(form, makes_security_group), "Make a security group", "In the Terraform files, where none is named")}
                    }
                        .into_any()
                }
            }}
            {folded("Tags", form.with(|link| !link.tags.is_empty()), map(at!(form, tags), "Tags", "tag", ""))}
        </div>
    }
    .into_any()
}
