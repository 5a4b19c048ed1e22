# Arguments whose values are known by variables and locals: the export writes the expressions again.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0" }
  }
}

variable "environment" {
  type    = string
  default = "dev"
}
variable "description" {
  type    = string
  default = null
}
variable "burst" {
  type    = number
  default = 50
}
variable "trace" {
  type    = bool
  default = false
}
variable "tags" {
  type    = map(string)
  default = { Team = "orders" }
}
variable "log_days" {
  default = 14
}
locals {
  name = "orders-${var.environment}"
  tags = merge(var.tags, { Environment = var.environment })
}
resource "aws_api_gateway_rest_api" "this" {
  name        = local.name
  description = var.description
  tags        = local.tags
}
resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_rest_api.this.root_resource_id
  path_part   = "orders"
}
resource "aws_api_gateway_method" "get" {
  rest_api_id   = aws_api_gateway_rest_api.this.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "NONE"
}
resource "aws_api_gateway_integration" "get" {
  rest_api_id             = aws_api_gateway_rest_api.this.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.get.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "https://example.com"
}
resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  triggers = { x = sha1(jsonencode([aws_api_gateway_integration.get.id])) }
  lifecycle { create_before_destroy = true }
}
resource "aws_cloudwatch_log_group" "access" {
  name              = "/aws/apigateway/${local.name}"
  retention_in_days = var.log_days
  tags = local.tags
}
resource "aws_api_gateway_stage" "this" {
  rest_api_id          = aws_api_gateway_rest_api.this.id
  deployment_id        = aws_api_gateway_deployment.this.id
  stage_name           = var.environment
  xray_tracing_enabled = var.trace
  tags                 = local.tags
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = "$context.requestId"
  }
}
resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"
  settings {
    throttling_burst_limit = var.burst
    throttling_rate_limit  = var.burst * 2
    metrics_enabled        = true
  }
}
output "url" { value = aws_api_gateway_stage.this.invoke_url }
