mock_provider "aws" {
  mock_resource "aws_api_gateway_rest_api" {
    defaults = {
      arn           = "arn:aws:apigateway:us-east-1::/restapis/abc123"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:abc123"
    }
  }

  mock_resource "aws_api_gateway_stage" {
    defaults = {
      arn           = "arn:aws:apigateway:us-east-1::/restapis/abc123/stages/prod"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:abc123/prod"
      invoke_url    = "https://abc123.execute-api.us-east-1.amazonaws.com/prod"
    }
  }

  mock_resource "aws_apigatewayv2_api" {
    defaults = {
      arn           = "arn:aws:apigateway:us-east-1::/apis/abc123"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:abc123"
      api_endpoint  = "https://abc123.execute-api.us-east-1.amazonaws.com"
    }
  }

  mock_resource "aws_apigatewayv2_stage" {
    defaults = {
      arn           = "arn:aws:apigateway:us-east-1::/apis/abc123/stages/prod"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:abc123/prod"
      invoke_url    = "https://abc123.execute-api.us-east-1.amazonaws.com/prod"
    }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/apigateway/example"
    }
  }

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
      domain_validation_options = [
        {
          domain_name           = "api.example.com"
          resource_record_name  = "_x1.api.example.com."
          resource_record_type  = "CNAME"
          resource_record_value = "_x2.acm-validations.aws."
        },
      ]
    }
  }

  mock_resource "aws_acm_certificate_validation" {
    defaults = {
      certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
    }
  }

  mock_resource "aws_s3_object" {
    defaults = {
      version_id = "1"
    }
  }

  mock_data "aws_region" {
    defaults = {
      id   = "us-east-1"
      name = "us-east-1"
    }
  }

  mock_data "aws_vpc" {
    defaults = {
      cidr_block = "10.0.0.0/16"
    }
  }
}

variables {
  inside_vpc_id                  = "vpc-0123456789abcdef0"
  inside_vpc_endpoint_subnet_ids = ["subnet-0123456789abcdef0"]
  truststore_pem                 = "example"
}

run "plan" {
  command = plan
}

run "apply" {
  command = apply

  assert {
    condition     = anytrue([startswith(output.inside_invoke_url, "https://"), startswith(output.inside_invoke_url, "wss://")])
    error_message = "The output inside_invoke_url is not an address."
  }

  assert {
    condition     = anytrue([startswith(output.outside_invoke_url, "https://"), startswith(output.outside_invoke_url, "wss://")])
    error_message = "The output outside_invoke_url is not an address."
  }
}
