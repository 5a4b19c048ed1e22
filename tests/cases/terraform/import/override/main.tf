terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
    random = {
      source  = "hashicorp/random"
      version = ">= 3.0"
    }
  }
}

variable "origin" {
  type    = string
  default = "https://example.com"
}

locals {
  name  = "orders"
  stage = "prod"
}

resource "aws_apigatewayv2_api" "orders" {
  name          = local.name
  protocol_type = "HTTP"

  cors_configuration {
    allow_origins = [var.origin]
    allow_methods = ["GET"]
    max_age       = 600
  }
}

resource "aws_apigatewayv2_stage" "prod" {
  api_id      = aws_apigatewayv2_api.orders.id
  name        = local.stage
  auto_deploy = true
}

resource "aws_sqs_queue" "late" { name = "late" }

# What stands below an overridden block keeps its line.
resource "aws_apigatewayv2_route" "orders" {
  api_id    = aws_apigatewayv2_api.orders.id
  route_key = var.unknown
}
