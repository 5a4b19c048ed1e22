# The OPTIONS method of one resource.

variable "rest_api_id" {
  type = string
}

variable "resource_id" {
  type = string
}

variable "methods" {
  type = list(string)
}

variable "headers" {
  type    = list(string)
  default = ["Content-Type", "Authorization", "X-Amz-Date", "X-Api-Key"]
}

variable "origin" {
  type    = string
  default = "*"
}

locals {
  answers = {
    "Access-Control-Allow-Headers" = join(",", var.headers)
    "Access-Control-Allow-Methods" = join(",", concat(["OPTIONS"], var.methods))
    "Access-Control-Allow-Origin"  = var.origin
  }
}

resource "aws_api_gateway_method" "options" {
  rest_api_id   = var.rest_api_id
  resource_id   = var.resource_id
  http_method   = "OPTIONS"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "options" {
  rest_api_id = var.rest_api_id
  resource_id = var.resource_id
  http_method = aws_api_gateway_method.options.http_method
  type        = "MOCK"

  request_templates = {
    "application/json" = jsonencode({ statusCode = 204 })
  }
}

resource "aws_api_gateway_method_response" "options" {
  rest_api_id = var.rest_api_id
  resource_id = var.resource_id
  http_method = aws_api_gateway_method.options.http_method
  status_code = "204"

  response_parameters = {
    for header, _ in local.answers : "method.response.header.${header}" => true
  }
}

resource "aws_api_gateway_integration_response" "options" {
  rest_api_id = var.rest_api_id
  resource_id = var.resource_id
  http_method = aws_api_gateway_integration.options.http_method
  status_code = aws_api_gateway_method_response.options.status_code

  response_parameters = {
    for header, value in local.answers : "method.response.header.${header}" => "'${value}'"
  }
}

output "fingerprint" {
  value = sha1(jsonencode(aws_api_gateway_integration_response.options.response_parameters))
}
