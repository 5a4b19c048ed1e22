# cloudposse/label/null: what it makes of names, and hands on as `context`.

variable "context" {
  type    = any
  default = {}
}

variable "enabled" {
  type    = bool
  default = null
}

variable "namespace" {
  type    = string
  default = null
}

variable "tenant" {
  type    = string
  default = null
}

variable "environment" {
  type    = string
  default = null
}

variable "stage" {
  type    = string
  default = null
}

variable "name" {
  type    = string
  default = null
}

variable "delimiter" {
  type    = string
  default = null
}

variable "attributes" {
  type    = list(string)
  default = []
}

variable "tags" {
  type    = map(string)
  default = {}
}

variable "label_order" {
  type    = list(string)
  default = null
}

locals {
  enabled    = coalesce(var.enabled, try(var.context.enabled, null), true)
  delimiter  = coalesce(var.delimiter, try(var.context.delimiter, null), "-")
  order      = coalesce(var.label_order, try(var.context.label_order, null), ["namespace", "environment", "stage", "name", "attributes"])
  attributes = [for part in compact(distinct(concat(coalesce(try(var.context.attributes, null), []), var.attributes))) : lower(replace(part, "/[^-a-zA-Z0-9]/", ""))]
  parts = { for key, given in {
    namespace   = [var.namespace, try(var.context.namespace, null)]
    tenant      = [var.tenant, try(var.context.tenant, null)]
    environment = [var.environment, try(var.context.environment, null)]
    stage       = [var.stage, try(var.context.stage, null)]
    name        = [var.name, try(var.context.name, null)]
  } : key => lower(replace(given[0] != null ? given[0] : given[1] != null ? given[1] : "", "/[^-a-zA-Z0-9]/", "")) }
  labels = merge(local.parts, { attributes = join(local.delimiter, local.attributes) })
  id     = join(local.delimiter, [for label in local.order : local.labels[label] if local.labels[label] != ""])
  made   = { for key, value in merge(local.labels, { name = local.id }) : title(key) => value if value != "" }
  tags   = merge(local.made, coalesce(try(var.context.tags, null), {}), var.tags)
}

output "id" {
  value = local.enabled ? local.id : ""
}

output "enabled" {
  value = local.enabled
}

output "namespace" {
  value = local.enabled ? local.parts.namespace : ""
}

output "tenant" {
  value = local.enabled ? local.parts.tenant : ""
}

output "environment" {
  value = local.enabled ? local.parts.environment : ""
}

output "stage" {
  value = local.enabled ? local.parts.stage : ""
}

output "name" {
  value = local.enabled ? local.parts.name : ""
}

output "delimiter" {
  value = local.delimiter
}

output "attributes" {
  value = local.attributes
}

output "tags" {
  value = local.enabled ? local.tags : {}
}

output "context" {
  value = merge(local.parts, {
    enabled     = local.enabled
    delimiter   = local.delimiter
    attributes  = local.attributes
    label_order = local.order
    tags        = local.tags
  })
}
