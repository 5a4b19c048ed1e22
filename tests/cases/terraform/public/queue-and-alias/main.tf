# Parcels: tracking events go to a queue, and questions to a function behind its alias.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40"
    }
  }
}

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

resource "aws_sqs_queue" "events" {
  name = "${terraform.workspace}-events"
}

resource "aws_iam_role" "gateway" {
  name = "${terraform.workspace}-gateway"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "apigateway.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "gateway" {
  role = aws_iam_role.gateway.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "sqs:SendMessage"
      Resource = aws_sqs_queue.events.arn
    }]
  })
}

resource "aws_iam_role" "tracker" {
  name = "${terraform.workspace}-tracker"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_lambda_function" "tracker" {
  function_name = "${terraform.workspace}-tracker"
  role          = aws_iam_role.tracker.arn
  handler       = "main.handler"
  runtime       = "python3.13"
  filename      = "tracker.zip"
  publish       = true
}

resource "aws_lambda_alias" "steady" {
  name             = "steady"
  function_name    = aws_lambda_function.tracker.function_name
  function_version = aws_lambda_function.tracker.version
}

resource "aws_lambda_permission" "tracker" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.tracker.function_name
  qualifier     = aws_lambda_alias.steady.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.parcels.execution_arn}/*/*"
}

resource "aws_api_gateway_rest_api" "parcels" {
  name = "${terraform.workspace}-parcels"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "events" {
  rest_api_id = aws_api_gateway_rest_api.parcels.id
  parent_id   = aws_api_gateway_rest_api.parcels.root_resource_id
  path_part   = "events"
}

resource "aws_api_gateway_method" "events" {
  rest_api_id   = aws_api_gateway_rest_api.parcels.id
  resource_id   = aws_api_gateway_resource.events.id
  http_method   = "POST"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "events" {
  rest_api_id             = aws_api_gateway_rest_api.parcels.id
  resource_id             = aws_api_gateway_resource.events.id
  http_method             = aws_api_gateway_method.events.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  credentials             = aws_iam_role.gateway.arn
  uri                     = "arn:aws:apigateway:${data.aws_region.current.id}:sqs:path/${data.aws_caller_identity.current.account_id}/${aws_sqs_queue.events.name}"
  passthrough_behavior    = "NEVER"

  request_parameters = {
    "integration.request.header.Content-Type" = "'application/x-www-form-urlencoded'"
  }

  request_templates = {
    "application/json" = "Action=SendMessage&MessageBody=$util.urlEncode($input.body)"
  }
}

resource "aws_api_gateway_method_response" "events" {
  rest_api_id = aws_api_gateway_rest_api.parcels.id
  resource_id = aws_api_gateway_resource.events.id
  http_method = aws_api_gateway_method.events.http_method
  status_code = "202"
}

resource "aws_api_gateway_integration_response" "events" {
  rest_api_id = aws_api_gateway_rest_api.parcels.id
  resource_id = aws_api_gateway_resource.events.id
  http_method = aws_api_gateway_method.events.http_method
  status_code = aws_api_gateway_method_response.events.status_code

  response_templates = {
    "application/json" = "{\"accepted\": true}"
  }

  depends_on = [aws_api_gateway_integration.events]
}

resource "aws_api_gateway_resource" "parcel" {
  rest_api_id = aws_api_gateway_rest_api.parcels.id
  parent_id   = aws_api_gateway_rest_api.parcels.root_resource_id
  path_part   = "{parcel}"
}

resource "aws_api_gateway_method" "parcel" {
  rest_api_id   = aws_api_gateway_rest_api.parcels.id
  resource_id   = aws_api_gateway_resource.parcel.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "parcel" {
  rest_api_id             = aws_api_gateway_rest_api.parcels.id
  resource_id             = aws_api_gateway_resource.parcel.id
  http_method             = aws_api_gateway_method.parcel.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_alias.steady.invoke_arn
}

resource "aws_api_gateway_deployment" "parcels" {
  rest_api_id = aws_api_gateway_rest_api.parcels.id

  triggers = {
    redeployment = filesha1("${path.module}/main.tf")
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [
    aws_api_gateway_integration.events,
    aws_api_gateway_integration.parcel,
  ]
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.parcels.id
  deployment_id = aws_api_gateway_deployment.parcels.id
  stage_name    = "live"
}

locals {
  partners = ["harbour", "depot"]
  methods  = { note = "a name that the export might give to a map of its own" }
}

resource "aws_api_gateway_api_key" "partner" {
  for_each = toset(local.partners)
  name     = each.key
}

resource "aws_api_gateway_usage_plan" "partners" {
  name = "partners"

  api_stages {
    api_id = aws_api_gateway_rest_api.parcels.id
    stage  = aws_api_gateway_stage.live.stage_name
  }
}

resource "aws_api_gateway_usage_plan_key" "partner" {
  for_each      = aws_api_gateway_api_key.partner
  key_id        = each.value.id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.partners.id
}

resource "aws_ssm_parameter" "partner" {
  for_each    = toset(local.partners)
  name        = "/partners/${each.key}"
  description = local.methods.note
  type        = "SecureString"
  value       = aws_api_gateway_api_key.partner[each.key].value
  depends_on  = [aws_api_gateway_api_key.partner]
}

output "partner_keys" {
  value = [for key in aws_api_gateway_api_key.partner : key.id]
}
